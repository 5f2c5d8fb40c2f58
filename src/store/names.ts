// Names of the archive's files: `<run>_<group>_<writer>_<number>.warc.gz`, and `.part` after it while it is written. What a name
// says is enough to tell which run a record belongs to and who may still be writing.

export const ENDING = '.warc.gz';
export const PART = '.part';

export interface SegmentName {
  readonly run: string;
  readonly group: string;
  readonly writer: string;
  /** From 1. */
  readonly number: number;
}

/** Parts of a name hold nothing that a file system, or the separator, could trip over: `127.0.0.1:80` → `127.0.0.1+80`. */
const plain = (text: string): string => text.replace(/[^A-Za-z0-9.-]/g, '+');

export const segmentName = ({ run, group, writer, number }: SegmentName): string => `${[run, group, writer].map(plain).join('_')}_${String(number).padStart(5, '0')}${ENDING}`;

/** `undefined` for a file that somebody else put there; it is read all the same. */
export const parseSegmentName = (file: string): SegmentName | undefined => {
  const [, run, group, writer, number] = /^([^_]+)_([^_]+)_([^_]+)_(\d+)\.warc\.gz(?:\.part)?$/.exec(file) ?? [];
  return run === undefined || group === undefined || writer === undefined ? undefined : { run, group, writer, number: Number(number) };
};

export const isSegment = (file: string): boolean => file.endsWith(ENDING) || file.endsWith(ENDING + PART);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Runs in order of time: `…Z` before `…Z-2` before `…Z-10`. */
export const compareRuns = (a: string, b: string): number => {
  const [[startA = '', countA], [startB = '', countB]] = [a.split('-'), b.split('-')];
  return compare(startA, startB) || Number(countA ?? 1) - Number(countB ?? 1) || compare(a, b);
};

/** Files of strangers first, then by run, group, writer and number. */
export const compareSegments = (a: string, b: string): number => {
  const [left, right] = [parseSegmentName(a), parseSegmentName(b)];
  if (!left || !right) return Number(left !== undefined) - Number(right !== undefined) || compare(a, b);
  return compareRuns(left.run, right.run) || compare(left.group, right.group) || compare(left.writer, right.writer) || left.number - right.number;
};
