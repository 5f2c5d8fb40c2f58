// The unit in the heading of an amount. The form does not say which one is printed, and a 万 that is lost makes ten thousand of one, so these
// headings are read wherever they stand, and what was not read surely is said to be unread.
import type { FormTable } from '../../model/index.js';
import { plain, simplified, squeeze, UNREAD } from '../../text.js';

/** Headings over amounts of money. */
export const pricedLabels = (form: FormTable): (readonly string[])[] => {
  const codes = new Set(form.fields.filter(({ type }) => type === 'amount').map(({ column }) => column));
  return form.columns.filter(({ code }) => codes.has(code)).map(({ labels }) => labels);
};

export const isPriced = (labels: readonly string[], form: FormTable): boolean => pricedLabels(form).includes(labels);

/** `本年收费金额`: a heading without its unit. */
const bare = (label: string): string => plain(label).replace(/[(（].*$/, '');

/** What follows the words of a heading: a unit, or nothing. */
const TAIL = /^[(（:：]?(?:单位)?[:：;；]?(亿元|万元|元)?[)）]?$/;
/** No other sign ends so. */
const LARGE = /亿元|万元/;
/** Specks after a label are read as these. */
const SPECKS = /[^\p{L}\p{N})）]+$/u;

/** The heading of the form with the unit that is printed; `□元` where there may be one that was not read. */
export const asPriced = (text: string, label: string): string => {
  const read = simplified(squeeze(text)).replace(SPECKS, '');
  const name = bare(label);
  const end = read.lastIndexOf(name.slice(-1)) + 1 || name.length;
  const tail = read.length < end ? null : TAIL.exec(read.slice(end));
  const unit = LARGE.exec(read)?.[0] ?? (tail ? (tail[1] ?? '') : `${UNREAD}元`);
  return unit === '' ? name : `${name}（${unit}）`;
};
