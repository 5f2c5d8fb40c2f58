// What a file is, by its bytes; names and declared types of portals are not believed.

/** Formats told apart. `unknown` is left to the text reader, which looks at the characters. */
export type Kind = 'empty' | 'pdf' | 'zip' | 'ole' | 'rtf' | 'picture' | 'gzip' | 'html-archive' | 'unknown';

/** A PDF may begin after junk, such as the rest of an HTTP header or a byte order mark. */
const PDF_WITHIN = 1024;

const ascii = (bytes: Uint8Array, from: number, length: number): string => String.fromCharCode(...bytes.subarray(from, from + length));

const startsWith = (bytes: Uint8Array, ...magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

const isPicture = (head: Uint8Array): boolean =>
  startsWith(head, 0x89, 0x50, 0x4e, 0x47) ||
  startsWith(head, 0xff, 0xd8, 0xff) ||
  /^GIF8[79]a/.test(ascii(head, 0, 6)) ||
  startsWith(head, 0x49, 0x49, 0x2a, 0) ||
  startsWith(head, 0x4d, 0x4d, 0, 0x2a) ||
  (ascii(head, 0, 2) === 'BM' && startsWith(head.subarray(6), 0, 0, 0, 0)) ||
  (ascii(head, 0, 4) === 'RIFF' && ascii(head, 8, 4) === 'WEBP') ||
  /^ftyp(?:heic|heix|avif|mif1)/.test(ascii(head, 4, 8));

/** Tells the format. @param head the first bytes of the file, at least 1 KB where there are as many */
export const sniff = (head: Uint8Array): Kind => {
  if (head.length === 0) return 'empty';
  if (startsWith(head, 0x50, 0x4b, 3, 4) || startsWith(head, 0x50, 0x4b, 5, 6)) return 'zip';
  if (startsWith(head, 0xd0, 0xcf, 0x11, 0xe0)) return 'ole';
  if (startsWith(head, 0x1f, 0x8b)) return 'gzip';
  if (isPicture(head)) return 'picture';
  const start = ascii(head, 0, Math.min(head.length, PDF_WITHIN));
  // Markup that shows the letters %PDF in its text is no PDF.
  if (start.startsWith('%PDF-') || (/%PDF-\d/.test(start) && !/<(?:html|body|!doctype)/i.test(start))) return 'pdf';
  if (start.startsWith('{\\rtf')) return 'rtf';
  if (/^(?:From:|MIME-Version:|Content-Type: multipart\/related)/im.test(start) && /multipart\/related/i.test(start)) return 'html-archive';
  return 'unknown';
};
