// A module of this program that is to run in a process or thread of its own: TypeScript in a checkout, JavaScript once built.
import { fileURLToPath } from 'node:url';

const inCheckout = import.meta.url.endsWith('.ts');

/** Path of the module. @param name without ending, relative to the module at `beside` (its `import.meta.url`) */
export const moduleFile = (name: string, beside: string): string => fileURLToPath(new URL(`${name}${inCheckout ? '.ts' : '.js'}`, beside));

/** tsx as a program registers itself in the main thread only; Node 20 hands nothing of that down to threads. */
const registering = (): string => `data:text/javascript,import{register}from${encodeURIComponent(JSON.stringify(import.meta.resolve('tsx/esm/api')))};register()`;

/** Arguments with which Node can run it. */
export const loaderArguments = (): string[] => (inCheckout ? ['--import', registering()] : []);
