// The figures of a page by both readers: first sight, the font of the page, a second look; then whether they can be trusted at all.
import type { Finding } from '../../model/index.js';
import { finding } from '../../model/index.js';
import { alikeness, type Pattern, patternsOf, readAdapted } from './adapt.js';
import { readAlike } from './alike.js';
import { decide, decideAgain, type Figure } from './decide.js';
import type { LookedCell } from './look.js';
import type { Ocr, OcrReading } from './ocr.js';

/** A cell that holds a figure, or none where one may be. */
export type AskedCell = Exclude<LookedCell, { readonly role: 'label' }>;

/** More figures in doubt than this are no lost points; their page is not print as the readers know it. */
const MOST_AGAIN = 24;

interface Decided {
  readonly cell: AskedCell;
  readonly figure: Figure;
}

/** Where they disagree on more than this share of at least so many, the print is at the edge of what they can read. */
const STRAINED = 0.03;
const FEWEST_STRAINED = 3;
/** There our own reader must be so sure of what both agree on; what it is less sure of the identities may still prove. */
const SURE_STRAINED = 0.8;

/**
 * Those on which the readers differ, or ours is not sure, are held against the font of the page, as those on which they agree show it.
 */
const adapted = (decided: readonly Decided[], patterns: readonly Pattern[], engine: ReadonlyMap<AskedCell, OcrReading | undefined>): Decided[] =>
  decided.map((one) => {
    if (one.cell.role !== 'figure' || (one.figure.double.agreed && one.cell.glyphs.confidence >= SURE_STRAINED)) return one;
    const glyphs = readAdapted(one.cell.glyphs, patterns);
    if (glyphs === one.cell.glyphs || (one.figure.double.agreed && glyphs.text !== one.cell.glyphs.text)) return one;
    return { cell: { ...one.cell, glyphs }, figure: decide(glyphs, engine.get(one.cell)) };
  });

/** Those on which the readers still differ are shown to the engine once more. */
const lookAgain = async (decided: readonly Decided[], ocr: Ocr): Promise<readonly Decided[]> => {
  const doubtful = decided.filter(({ cell, figure }) => cell.role === 'figure' && cell.glyphs.text !== '' && !figure.double.agreed);
  if (doubtful.length === 0 || doubtful.length > MOST_AGAIN) return decided;
  const readings = await ocr.again(doubtful.flatMap(({ cell }) => (cell.role === 'figure' ? [cell.cut] : [])));
  return decided.map((one) => {
    const reading = readings[doubtful.indexOf(one)];
    return reading ? { ...one, figure: decideAgain(one.cell.glyphs, one.figure, reading) } : one;
  });
};

/** On a page with so many dashes that both readers take for no digit, what else our own takes for one is one, whatever the engine makes of it. */
const FEWEST_DASHES = 5;

const withDashes = (decided: readonly Decided[]): readonly Decided[] => {
  const isDash = ({ cell }: Decided): boolean => cell.glyphs.kind === 'mark' && cell.glyphs.text === '-';
  if (decided.filter((one) => isDash(one) && one.figure.double.agreed).length < FEWEST_DASHES) return decided;
  return decided.map((one) => (isDash(one) ? { ...one, figure: { text: '-', double: { ...one.figure.double, candidates: [{ text: '-', weight: one.cell.glyphs.confidence }], agreed: true } } } : one));
};

export interface ReadFigures {
  readonly figures: ReadonlyMap<AskedCell, Figure>;
  /** Those on which the readers differed at first sight. */
  readonly apart: ReadonlySet<AskedCell>;
  /** How the digits of the page differ among themselves. */
  readonly alike: ReturnType<typeof alikeness>;
}

/** The figures of a page, by both readers. */
export const readFigures = async (asked: readonly AskedCell[], ocr: Ocr): Promise<ReadFigures> => {
  const shown = asked.flatMap((cell) => (cell.role === 'figure' ? [cell] : []));
  const readings = await readAlike(shown, (cuts) => ocr.digits(cuts));
  const engine = new Map<AskedCell, OcrReading | undefined>(shown.map((cell, at) => [cell, readings[at]]));
  const first = withDashes(asked.map((cell): Decided => ({ cell, figure: decide(cell.glyphs, engine.get(cell)) })));
  const patterns = patternsOf(first.flatMap(({ cell, figure }) => (cell.role === 'figure' && figure.double.agreed ? [cell.glyphs] : [])));
  const alike = alikeness(patterns);
  const decided = await lookAgain(alike === 'loose' ? first : adapted(first, patterns, engine), ocr);
  return {
    figures: new Map(asked.map((cell, at) => [cell, (decided[at] as Decided).figure])),
    apart: new Set(first.flatMap(({ cell, figure }) => (figure.double.agreed ? [] : [cell]))),
    alike,
  };
};

export const unproven = (figure: Figure): Figure => ({ ...figure, double: { ...figure.double, agreed: false } });

/** Where the readers disagree on more than this share of at least so many figures, it is not print as they know it: handwriting, or a ruin. */
const STRANGE = 0.15;
/** It is a ruin, of print for sure, where they disagree on more than this share. */
const RUINED = 0.3;
const FEWEST = 10;
const FEWEST_APART = 8;
/** Digits that differ among themselves are not print either where the readers disagree on so many at first sight. */
const STRANGE_LOOSE = 0.08;
const FEWEST_LOOSE = 3;

const surest = (figures: ReadonlyMap<AskedCell, Figure>): ReadonlyMap<AskedCell, Figure> =>
  new Map([...figures].map(([cell, figure]) => [cell, cell.role === 'figure' && figure.double.agreed && (figure.double.readings[0]?.confidence ?? 0) < SURE_STRAINED ? unproven(figure) : figure]));

/** Figures of a page on which the readers cannot be trusted keep what was read, and no candidate that could become a value. */
export const trusted = ({ figures, apart, alike }: ReadFigures, number: number): { figures: ReadonlyMap<AskedCell, Figure>; findings: Finding[] } => {
  // What our reader takes for no figure at all is smudged, not strange.
  const inked = [...figures].filter(([cell, { double }]) => cell.glyphs.kind === 'number' && double.readings.length > 1);
  const first = inked.filter(([cell]) => apart.has(cell)).length;
  const left = inked.filter(([, { double }]) => !double.agreed).length;
  const strange = (left >= FEWEST_APART && left > (alike === 'tight' ? RUINED : STRANGE) * inked.length) || (alike === 'loose' && first >= FEWEST_LOOSE && first > STRANGE_LOOSE * inked.length);
  if (inked.length < FEWEST || !strange) return { figures: first >= FEWEST_STRAINED && first > STRAINED * inked.length ? surest(figures) : figures, findings: [] };
  const note = `Expected print on page ${number}; the two readers disagree on ${first} of ${inked.length} figures, as on handwriting or a ruined copy. None of them has a value; look at the page.`;
  return {
    figures: new Map([...figures].map(([cell, { text, double }]) => [cell, double.readings.length > 1 ? { text, double: { ...double, candidates: [], agreed: false } } : { text, double }])),
    findings: [finding('print-unknown', note, { at: [{ page: number }], found: first })],
  };
};
