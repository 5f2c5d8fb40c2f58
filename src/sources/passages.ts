// Passages of a page between two marks, found in one pass: a regular expression goes over the rest of the page once for every opening
// mark without an end, and a page may hold nothing else.

interface Passage {
  readonly start: number;
  readonly end: number;
  readonly inside: string;
}

/** `opening` is global; passages do not overlap, and a mark without an end opens none. */
const passages = function* (text: string, opening: RegExp, closing: string): Generator<Passage> {
  const close = new RegExp(closing, 'gi');
  for (const found of text.matchAll(opening)) {
    if (found.index < close.lastIndex) continue;
    const from = found.index + found[0].length;
    close.lastIndex = from;
    const ended = close.exec(text);
    if (ended === null) return;
    yield { start: found.index, end: close.lastIndex, inside: text.slice(from, ended.index) };
  }
};

/** What stands between each opening mark and the next closing one. `closing` is the source of a pattern; case does not matter there. */
export const between = (text: string, opening: RegExp, closing: string): string[] => Array.from(passages(text, opening, closing), ({ inside }) => inside);

/** The text without the passages, their marks included. */
export const without = (text: string, opening: RegExp, closing: string): string => {
  let left = '';
  let from = 0;
  for (const { start, end } of passages(text, opening, closing)) {
    left += text.slice(from, start);
    from = end;
  }
  return left + text.slice(from);
};

/** Text of markup, roughly: without scripts, styles and tags; white space as it is. */
export const bareText = (html: string): string =>
  without(without(html, /<script/gi, '</script>'), /<style/gi, '</style>').replace(/<[^<>]*>/g, '');
