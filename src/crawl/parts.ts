// An address taken apart. Several questions in a row are asked about one address, so the last answer is kept.

let text = '';
let url: Readonly<URL> | undefined;

/** Throws a `TypeError` for what is no address. */
export const partsOf = (uri: string): Readonly<URL> => {
  if (url === undefined || uri !== text) [url, text] = [new URL(uri), uri];
  return url;
};

/** A POST is archived under its address and form fields, as other web archives do. */
export const archiveUri = (uri: string, form: Readonly<Record<string, string>> | undefined): string =>
  form ? `${uri}${uri.includes('?') ? '&' : '?'}__wb_method=POST&${new URLSearchParams(form).toString()}` : uri;
