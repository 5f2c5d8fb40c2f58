// Bytes of a page → text. Portals label their pages wrongly often enough that the label comes last but one: a byte order
// mark, then valid UTF-8, then header and meta label, then GB 18030, of which GB 2312 and GBK are subsets.

const LABEL = /charset\s*=\s*["']?\s*([\w-]+)/i;

const decoder = (label: string): TextDecoder => {
  // Latin labels are defaults of servers; no Chinese page is in Latin-1.
  const name = /^(?:gb2312|gbk|gb_2312.*|x-gbk|iso-8859-1|latin1|us-ascii|windows-1252|utf-?8)$/i.test(label) ? 'gb18030' : label;
  try {
    return new TextDecoder(name);
  } catch {
    return new TextDecoder('gb18030');
  }
};

const utf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

/** Text of a page; characters that fit no character set come out as U+FFFD. */
export const pageText = (bytes: Uint8Array, contentType = ''): string => {
  const text = utf8(bytes);
  if (text !== undefined) return text;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
  const label = marked ?? LABEL.exec(contentType)?.[1] ?? LABEL.exec(head)?.[1] ?? 'gb18030';
  const labelled = decoder(label).decode(bytes);
  const damage = (candidate: string): number => candidate.split('\ufffd').length;
  const fallback = decoder('gb18030').decode(bytes);
  return damage(fallback) < damage(labelled) ? fallback : labelled;
};

/** A percent-encoded name of unknown character set, as `showname=` carries it: UTF-8 if it is valid, else GB 18030. */
export const percentText = (encoded: string): string => {
  const bytes = Buffer.from(
    Buffer.from(encoded.replace(/\+/g, ' '), 'utf8').toString('latin1').replace(/%([\dA-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    'latin1',
  );
  return utf8(bytes) ?? decoder('gb18030').decode(bytes);
};
