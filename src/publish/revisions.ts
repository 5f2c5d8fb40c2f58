// What changed silently in a published report: its states at one address or at several, in order of time → rows of revisions.csv.
import type { Capture, Report } from '../model/index.js';
import { changesBetween, counterpart } from './changes.js';
import type { Change } from './changes.js';
import type { Cell } from './csv.js';

/** A state of an address: one capture, and the reports in it. */
export interface State {
  readonly capture: Capture;
  readonly reports: readonly Report[];
}

/** An address that holds, or held, the report. */
export interface Address {
  readonly uri: string;
  /** Oldest first, at least one. */
  readonly states: readonly State[];
  /** The report in the newest state that holds it. */
  readonly report: Report;
  /** Set when the address no longer gives a document: `redirect`, or a code that says it is not there; `since` is when that was first seen. */
  readonly dead?: { readonly code: string; readonly since: string };
}

/** A change with the two states it lies between; `new` is absent, but for the time, when nothing came after. */
export interface Revision extends Change {
  readonly from: Capture;
  readonly to?: Capture;
  /** When there is no `to`: when the old state was first seen to be gone. */
  readonly seen?: string;
}

interface Held {
  readonly capture: Capture;
  readonly report: Report;
}

/** The states that hold the report, oldest first, found by going back from the newest. */
const heldStates = ({ states, report }: Address): Held[] => {
  const held: Held[] = [];
  let known = report;
  for (const { capture, reports } of [...states].reverse()) {
    const found = reports.includes(known) ? known : counterpart(known, reports);
    if (!found) continue;
    held.unshift({ capture, report: found });
    known = found;
  }
  return held;
};

const between = (before: Held, after: Held): Revision[] =>
  changesBetween(before.report, after.report).map((change) => ({ ...change, from: before.capture, to: after.capture }));

const atOneAddress = (held: readonly Held[]): Revision[] => held.slice(1).flatMap((after, at) => (held[at] ? between(held[at], after) : []));

/** A later state without the report: the page was emptied, or holds another report now. */
const emptied = ({ states }: Address, held: readonly Held[]): Capture | undefined => {
  const last = held.at(-1)?.capture;
  const at = states.findIndex(({ capture }) => capture === last);
  return at < 0 ? undefined : states[at + 1]?.capture;
};

/** Two addresses first seen closer to each other than this were found by one run: copies, of which none follows the other. */
const ONE_RUN_MS = 12 * 3600_000;

interface Line {
  readonly address: Address;
  readonly held: readonly Held[];
  readonly first: number;
}

const lineOf = (address: Address): Line => {
  const held = heldStates(address);
  return { address, held, first: Date.parse(held[0]?.capture.date ?? '') || 0 };
};

/** The address that was there before: of those a run has seen earlier in the same source, the last to come. */
const predecessor = (line: Line, lines: readonly Line[]): Line | undefined => {
  const source = line.address.report.capture.lead?.source;
  const earlier = lines.filter(({ address, first }) => line.first - first > ONE_RUN_MS && address.report.capture.lead?.source === source);
  const attached = lines.some(({ address }) => address !== line.address && address.uri === line.address.report.capture.lead?.foundOn);
  return attached ? undefined : earlier.sort((a, b) => b.first - a.first || (a.address.uri < b.address.uri ? -1 : 1))[0];
};

const follows = (line: Line, lines: readonly Line[]): Revision[] => {
  const before = predecessor(line, lines);
  const [old, first] = [before?.held.at(-1), line.held[0]];
  if (!before || !old || !first) return [];
  const kind = before.address.dead?.code === 'redirect' ? 'moved' : 're-published';
  return [{ kind, from: old.capture, to: first.capture }, ...between(old, first)];
};

const isGone = ({ address, held }: Line): boolean => address.dead !== undefined || emptied(address, held) !== undefined;

const withdrawal = (lines: readonly Line[]): Revision[] => {
  const last = [...lines].sort((a, b) => b.first - a.first || (a.address.uri < b.address.uri ? -1 : 1))[0];
  const old = last?.held.at(-1)?.capture;
  if (!last || !old || !lines.every(isGone)) return [];
  const now = emptied(last.address, last.held);
  if (now) return [{ kind: 'withdrawn', from: old, to: now }];
  return [{ kind: 'withdrawn', from: old, ...(last.address.dead ? { seen: last.address.dead.since } : {}) }];
};

const timeOf = ({ to, seen }: Revision): string => to?.date ?? seen ?? '';

/** Everything that changed in one report, in order of time; `addresses` are all that hold it. */
export const revisionsOf = (addresses: readonly Address[]): Revision[] => {
  const lines = [...addresses].sort((a, b) => (a.uri < b.uri ? -1 : 1)).map(lineOf);
  const found = [...lines.flatMap((line) => [...follows(line, lines), ...atOneAddress(line.held)]), ...withdrawal(lines)];
  return found.map((one, at) => ({ one, at })).sort((a, b) => (timeOf(a.one) < timeOf(b.one) ? -1 : timeOf(a.one) > timeOf(b.one) ? 1 : a.at - b.at)).map(({ one }) => one);
};

/** The states that hold the report, at all its addresses. */
export const statesOf = (addresses: readonly Address[]): Pick<Report, 'published' | 'capture'>[] =>
  addresses.flatMap((address) => heldStates(address).map(({ capture, report: { published } }) => ({ capture, published })));

/** Whether the report is nowhere to be had any more, at none of its addresses. */
export const isWithdrawn = (addresses: readonly Address[]): boolean => addresses.map(lineOf).every(isGone);

const hex = (capture: Capture | undefined): Cell => capture?.digest.replace(/^sha256:/, '') ?? null;

export const revisionRows = (id: string, revisions: readonly Revision[]): Cell[][] =>
  revisions.map(({ kind, field, old, new: now, from, to, seen }) => [
    id,
    field ?? null,
    old?.value ?? null,
    now?.value ?? null,
    old?.raw ?? null,
    now?.raw ?? null,
    kind,
    from.uri,
    to?.uri ?? null,
    from.date ?? null,
    to?.date ?? seen ?? null,
    hex(from),
    hex(to),
  ]);
