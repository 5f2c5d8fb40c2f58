// An address taken apart. Several questions in a row are asked about one address, so the last answer is kept.

let text = '';
let url: Readonly<URL> | undefined;

/** Throws a `TypeError` for what is no address. */
export const partsOf = (uri: string): Readonly<URL> => {
  if (url === undefined || uri !== text) [url, text] = [new URL(uri), uri];
  return url;
};
