// What a recipe may ask of its renderer: switches with a default, read by name.
export type RenderOptions = Readonly<Record<string, string | number | boolean>>;

/** The option as text, `fallback` without. */
export const choice = (options: RenderOptions, name: string, fallback: string): string => String(options[name] ?? fallback);

export const isOn = (options: RenderOptions, name: string): boolean => options[name] === true;

/** The option as a number, `fallback` without. */
export const measure = (options: RenderOptions, name: string, fallback: number): number => Number(options[name] ?? fallback);
