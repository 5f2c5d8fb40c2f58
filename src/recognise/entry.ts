// One cell becomes one entry: the printed text kept, the number read, units brought to the unit of the field.
import { halfWidth, readNumber } from '../number.js';
import { simplified, squeeze } from '../text.js';
import type { Candidate, Entry, Field, Finding, Place } from '../model/index.js';
import { finding } from '../model/index.js';
import type { Slot } from './lines.js';

/** What was found for a field, with what is to be told about it. */
export interface Filled {
  readonly entry: Entry;
  readonly findings: readonly Finding[];
}

const YUAN: Readonly<Record<string, number>> = { 元: 1, 万元: 1e4, 万: 1e4, 亿元: 1e8 };

/** Ten decimals are more than any amount carries; this only takes away the dust of binary fractions. */
const clean = (value: number): number => Math.round(value * 1e10) / 1e10;

const inFieldUnit = (value: number, printed: string | undefined, field: Field): number => {
  const from = printed === undefined ? undefined : YUAN[printed];
  const to = YUAN[field.unit];
  return from === undefined || to === undefined ? value : clean((value * from) / to);
};

const money = (field: Field): boolean => YUAN[field.unit] !== undefined;

/** White space between two digits that is no thousands group: one number or two? */
const PARTED = /\d\s+(?!\d{3}(?:\D|$))\d|\d\s+\d{3}\d/;
const PARTED_BY_BLANK = /\d[^\S\n]+(?!\d{3}(?:\D|$))\d|\d[^\S\n]+\d{3}\d/;

/** Whether the text may be two numbers in one cell; the joined value then wants a proof. */
export const isParted = (text: string): boolean => PARTED.test(halfWidth(text.trim()));

/** As `isParted`, but a number broken by the end of a line counts as one: for fields that no identity can prove. */
export const isPartedByBlank = (text: string): boolean => PARTED_BY_BLANK.test(halfWidth(text.trim()));

/** The entry of a cell that may hold two numbers. */
export const fillParted = (slot: Slot, field: Field): Filled => {
  const note = `Expected one number in ${field.id}, found "${slot.text.trim()}"; nothing proves that it is one`;
  return { entry: doubtful([slot], slot.at), findings: [finding('alignment-doubtful', note, { fields: [field.id], at: [slot.at] })] };
};

/** What the form cannot mean: a part of a count, less than nothing. */
const isOdd = (field: Field, value: number): boolean =>
  (field.type === 'count' && (!Number.isInteger(value) || value < 0)) || (field.type === 'change' && !Number.isInteger(value)) || (field.type === 'amount' && value < 0);

const oddity = (field: Field, value: number, place: Place): Finding[] =>
  isOdd(field, value)
    ? [
        finding('implausible-value', `Expected ${field.type === 'amount' ? 'an amount of 0 or more' : 'a whole count'} in ${field.id}, found ${value}; kept as printed`, {
          fields: [field.id],
          found: value,
          at: [place],
        }),
      ]
    : [];

/** Whether a text can stand in the field at all, so that it is a figure: 07 has lost a point, and -7 of a count has a speck before it. */
const mayStand = (text: string, field: Field): boolean => {
  const reading = readNumber(text);
  return reading.kind !== 'number' || (!/^-?0\d/.test(text) && !isOdd(field, reading.value));
};

/** In a count a sign or a point at an end may be a speck beside the figure. */
const withoutSpeck = ({ text, weight }: Candidate, field: Field): Candidate[] => {
  const rest = text.replace(/^[-.,]+|[-.,]+$/g, '');
  return field.type === 'count' && rest !== text && readNumber(rest).kind === 'number' && mayStand(rest, field) ? [{ text: rest, weight }] : [];
};

const meant = (text: string): number | string => {
  const reading = readNumber(text);
  return reading.kind === 'number' ? reading.value : text;
};

/** Each value once. */
const standing = (candidates: readonly Candidate[], field: Field): Candidate[] => {
  const found = candidates.flatMap((candidate) => [...(mayStand(candidate.text, field) && readNumber(candidate.text).kind !== 'text' ? [candidate] : []), ...withoutSpeck(candidate, field)]);
  return found.filter(({ text }, i) => found.findIndex((other) => meant(other.text) === meant(text)) === i);
};

/**
 * What two readers saw goes along with the entry; where they do not agree, or on what cannot stand in
 * the field, or where a point or a sign may be lost and the field takes fractions or changes, it has no value until the identities have spoken.
 */
const seenTwice = (slot: Slot, entry: Entry, field: Field): Entry => {
  if (!slot.double) return entry;
  const proven = slot.double.agreed && mayStand(slot.text, field) && !(slot.double.footed && field.type === 'amount') && !(slot.double.dashed && field.type === 'change');
  if (proven) return { ...entry, double: { ...slot.double, decision: 'agreed' } };
  const candidates = standing(slot.double.candidates, field);
  return { ...entry, value: null, status: 'U', double: { ...slot.double, candidates, decision: 'open' } };
};

/** How sure both readers must be of digits before they are asked about the sign between thousands. */
const SURE = 0.8;

/** In a count there are no fractions: what both readers saw before three digits parts thousands, be it a point to one and a comma to the other. */
const withThousands = (slot: Slot, field: Field): Slot => {
  const { double } = slot;
  const [text = '', other] = double?.readings.map((reading) => reading.text.replaceAll('.', ',')) ?? [];
  const isGrouped = field.type === 'count' && text === other && /^[1-9]\d{0,2}(?:,\d{3})+$/.test(text);
  if (!double || double.agreed || !isGrouped || double.readings.some(({ confidence }) => confidence < SURE)) return slot;
  return { ...piece(slot, text), double: { ...double, candidates: [{ text, weight: SURE }], agreed: true } };
};

/**
 * @param headingUnit unit printed in the heading above the cell, used where the cell has none.
 */
export const fill = (found: Slot, field: Field, headingUnit?: string): Filled => {
  const slot = withThousands(found, field);
  const { entry: once, findings } = fillOnce(slot, field, headingUnit);
  const entry = seenTwice(slot, once, field);
  // What is said about the value of an open figure would be said about one candidate of several.
  return { entry, findings: entry.double?.decision === 'open' ? [] : findings };
};

/** The entry of an amount below a heading whose unit could not be read: nothing is nothing in any unit, the rest has no value. */
export const fillUnpriced = (slot: Slot, field: Field): Filled => {
  const filled = fill(slot, field);
  if (filled.entry.value === null || filled.entry.value === 0) return filled;
  const note = `Expected a unit above ${field.id} or none, found one that cannot be read; ${slot.text.trim()} is kept as printed, and has no value`;
  const { double } = filled.entry;
  return { entry: { ...filled.entry, value: null, status: 'U', ...(double ? { double: { ...double, decision: 'open' } } : {}) }, findings: [finding('unit-unknown', note, { fields: [field.id], at: [slot.at] })] };
};

const fillOnce = (slot: Slot, field: Field, headingUnit?: string): Filled => {
  const { reading, text: raw, at: place } = slot;
  if (reading.kind === 'blank' || reading.kind === 'mark') return { entry: { value: null, raw, status: 'O', place }, findings: [] };
  if (reading.kind === 'text') {
    const note = `Expected a number in ${field.id}, found "${raw.slice(0, 60)}"; no value taken`;
    return { entry: { value: null, raw, status: 'U', place }, findings: [finding('value-unreadable', note, { fields: [field.id], at: [place] })] };
  }
  const unit = reading.unit === undefined ? headingUnit : simplified(reading.unit);
  const value = inFieldUnit(reading.value, unit, field);
  const findings = oddity(field, value, place);
  if (field.unit === '元' && money(field) && unit === undefined && value !== 0)
    findings.push(finding('unit-unknown', `No unit printed for ${field.id}; ${value} is kept as 元`, { fields: [field.id], at: [place] }));
  return { entry: { value, raw, status: 'A', place }, findings };
};

/** A cell whose place in the form could not be proven: no value, the text of the whole row kept. */
export const doubtful = (slots: readonly Slot[], place: Place): Entry => ({
  value: null,
  raw: slots.map((slot) => slot.text).join('\t'),
  status: 'U',
  place,
});

/** Unit named in a heading: `采购总金额(万元)`. */
export const unitIn = (heading: string): string | undefined => /亿元|万元|元/.exec(simplified(squeeze(heading)))?.[0];

/** `规章000`: a label with its digits glued on. Gives the label and the digits. */
export const unglue = (text: string): readonly [label: string, digits: string] | undefined => {
  const match = /^(.*[\u4e00-\u9fff）)”"])(\d[\d.]*)$/s.exec(text.trim());
  return match?.[1] !== undefined && match[2] !== undefined ? [match[1], match[2]] : undefined;
};

/** A slot made from a piece of another. */
export const piece = (slot: Slot, text: string): Slot => ({ ...slot, text, reading: readNumber(text) });

/** Digits beyond one for each number, at most: more could be cut in too many ways to weigh. */
const MOST_SPARE = 6;

const cut = (digits: string, count: number): string[][] => {
  if (count === 1) return /^(?:0|[1-9]\d*)(?:\.\d+)?$/.test(digits) ? [[digits]] : [];
  const ways: string[][] = [];
  for (let end = 1; end <= digits.length - count + 1; end += 1) {
    const head = digits.slice(0, end);
    if (!/^(?:0|[1-9]\d*)$/.test(head)) continue;
    for (const rest of cut(digits.slice(end), count - 1)) ways.push([head, ...rest]);
  }
  return ways;
};

/** Every way to cut a run of digits (`1000001`) into `count` numbers without leading zeros; none when there are too many. */
export const cuts = (slot: Slot, count: number): Slot[][] => {
  const digits = slot.text.trim();
  if (!/^\d{2,}$/.test(digits) || digits.length < count || digits.length - count > MOST_SPARE) return [];
  return cut(digits, count).map((way) => way.map((part) => piece(slot, part)));
};
