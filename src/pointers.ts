// What an element of a page points to, where that is no plain link: files behind viewers and scripts, pictures that may be pages of a
// report. Whoever fetches a page and whoever reads it must mean the same ones.

/** By lower-case name. */
type Attributes = Readonly<Record<string, string | undefined>>;

/** An address that ends, or goes on in its query, as that of a file. */
export const FILE = /\.(?:pdf|docx?|xlsx?|wps|et|ofd|pptx?|zip|rar|7z)(?:$|[?#&])/i;

/** Addresses of documents that stand whole in a script. */
export const QUOTED_FILE = /["']([^"'\s<>()]+\.(?:pdf|docx?|xlsx?|wps|ofd)(?:\?[^"'\s<>]*)?)["']/gi;

const FILE_PARAMETER = /[?&#](?:file|pdf|filepath|fileurl|url|src)=([^&#]+)/i;

/** Buttons, logos and codes of the page, told by their file names. */
const ICON = /(?:^|[/_\-.])(?:icon|ico|logo|weixin|wechat|wx|weibo|qrcode|ewm|erweima|share|print|close|arrow|btn|button|blank|spacer|loading|dot|line|bg|banner|top|red|jiucuo|dangzheng|ghs)(?:[/_\-.\d]|$)/i;
/** Shorter side, in pixels. */
const ICON_SIZE = 60;

export const decodeSafely = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The file behind a viewer address such as `viewer.html?file=/a/b.pdf`, as it is written there. */
export const viewedFile = (uri: string): string | undefined => {
  const parameter = FILE_PARAMETER.exec(uri)?.[1];
  const file = parameter === undefined ? undefined : decodeSafely(parameter);
  return file !== undefined && FILE.test(file) ? file : undefined;
};

const sideOf = (attributes: Attributes, side: 'width' | 'height'): number => {
  const styled = new RegExp(`(?:^|[;\\s])${side}\\s*:\\s*([\\d.]+)px`, 'i').exec(attributes.style ?? '')?.[1] ?? '';
  const text = attributes[side] === undefined || attributes[side] === '' ? styled : attributes[side];
  const value = Number.parseFloat(text);
  return Number.isNaN(value) || text.includes('%') ? Infinity : value;
};

/** What an `<img>` shows, the picture loaded late before the placeholder; `undefined` for icons, by name or size. */
export const pictureAddress = (attributes: Attributes): string | undefined => {
  const uri = attributes['data-original'] ?? attributes['data-src'] ?? attributes.original ?? attributes.src;
  if (uri === undefined || ICON.test(uri.replace(/^.*\/\/[^/]*/, '').replace(/\.\w+$/, ''))) return undefined;
  return Math.min(sideOf(attributes, 'width'), sideOf(attributes, 'height')) < ICON_SIZE ? undefined : uri;
};
