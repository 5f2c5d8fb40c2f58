// Bytes → text. Labels of portals are often wrong, so each is only a guess that must decode without loss: BOM, then UTF-8 if the
// bytes are valid, then the header, the meta tag, gb18030. gb2312 and gbk are read as gb18030, which contains both.

/** The text, the character set that gave it, and how many characters could not be read (they stand as U+FFFD). */
export interface Decoded {
  readonly text: string;
  readonly charset: string;
  readonly lost: number;
}

const META_BYTES = 4096;
const GB = new Set(['gb2312', 'gbk', 'gb18030', 'gb_2312', 'gb_2312-80', 'x-gbk', 'chinese', 'cp936', 'ms936', 'hz-gb-2312', 'gb']);
/** Labels that servers give when nobody chose one; no Chinese page is written in them. */
const LATIN = new Set(['iso-8859-1', 'latin1', 'windows-1252', 'us-ascii', 'ascii']);

/** `text/html; charset="GBK"` → `gb18030`; undefined when no character set is named or none is known by that name. */
export const charsetOf = (label: string | undefined): string | undefined => {
  const name = /charset\s*=\s*["']?\s*([\w:.-]+)/i.exec(label ?? '')?.[1]?.toLowerCase();
  if (name === undefined || LATIN.has(name)) return undefined;
  if (GB.has(name)) return 'gb18030';
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return undefined;
  }
};

const bomOf = (bytes: Uint8Array): string | undefined => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return undefined;
};

/** UTF-16 without a mark shows in ASCII markup as a zero at every second byte; `开` (U+5F00) has one at the other. */
const utf16Of = (bytes: Uint8Array): string | undefined => {
  const end = Math.min(bytes.length & ~1, 512);
  let even = 0;
  let odd = 0;
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  if (end < 16) return undefined;
  if (odd > end / 5 && odd > 4 * even) return 'utf-16le';
  return even > end / 5 && even > 4 * odd ? 'utf-16be' : undefined;
};

const metaOf = (bytes: Uint8Array): string | undefined => {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, META_BYTES));
  const tag = /<meta[^>]+charset[^>]*>/i.exec(head)?.[0] ?? /<\?xml[^>]+encoding[^>]*>/i.exec(head)?.[0]?.replace('encoding', 'charset');
  const found = charsetOf(tag);
  // A page whose ASCII meta tag can be read byte by byte is not UTF-16, whatever it says.
  return found?.startsWith('utf-16') === true ? 'utf-8' : found;
};

const count = (text: string): number => {
  let lost = 0;
  for (let i = text.indexOf('\ufffd'); i !== -1; i = text.indexOf('\ufffd', i + 1)) lost++;
  return lost;
};

/** Wrongly decoded Chinese has none of these words, but single characters by chance. */
const COMMON = /政府|信息|公开|报告|年度|工作/;

const attempt = (bytes: Uint8Array, charset: string): Decoded => {
  const text = new TextDecoder(charset).decode(bytes);
  return { text, charset, lost: count(text) };
};

/**
 * Decodes the bytes of a page or a text file.
 * @param declared the media type the server declared, with its charset if any
 */
export const decode = (bytes: Uint8Array, declared?: string): Decoded => {
  const bom = bomOf(bytes) ?? utf16Of(bytes);
  if (bom !== undefined) return attempt(bytes, bom);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { text, charset: 'utf-8', lost: count(text) };
  } catch {
    return leastLost(bytes, declared);
  }
};

/** Text of a page or an answer, as `decode` gives it. */
export const pageText = (bytes: Uint8Array, declared?: string): string => decode(bytes, declared).text;

/** A percent-encoded name of unknown character set, as `showname=` carries it. */
export const percentText = (encoded: string): string => {
  const bytes = Buffer.from(encoded.replace(/\+/g, ' '), 'utf8').toString('latin1');
  return pageText(Buffer.from(bytes.replace(/%([\dA-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))), 'latin1'));
};

const leastLost = (bytes: Uint8Array, declared: string | undefined): Decoded => {
  const guesses = new Set([charsetOf(declared), metaOf(bytes), 'gb18030', 'utf-8', 'big5']);
  let best: Decoded | undefined;
  let bestScore = Infinity;
  for (const charset of guesses) {
    if (charset === undefined) continue;
    const decoded = attempt(bytes, charset);
    const score = decoded.lost + (COMMON.test(decoded.text) ? 0 : bytes.length);
    if (score === 0) return decoded;
    if (score < bestScore) {
      best = decoded;
      bestScore = score;
    }
  }
  return best ?? attempt(bytes, 'gb18030');
};
