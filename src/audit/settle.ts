// Figures read from a picture on which two readers disagree: the identities choose. First each figure that is the only open one of an
// identity, again and again; then those that are open together. Nothing is settled but to a candidate a reader saw: a small case of
// error localisation (Fellegi and Holt) with the candidates in place of all numbers.
import { evaluate } from '../form/evaluate.js';
import type { EditRule, Entry, FieldId, Finding, Report } from '../model/index.js';
import { finding } from '../model/index.js';
import { alternativesOf, allCombinations, type Open, type Option, type Values } from './candidates.js';

export interface Settled {
  readonly report: Report;
  readonly findings: readonly Finding[];
}

interface Work {
  /** Exact identities of which every figure is known or open; only these prove anything. */
  readonly rules: readonly EditRule[];
  readonly known: Values;
  readonly open: Map<FieldId, Open>;
}

const workOf = (report: Report, rules: readonly EditRule[]): Work => {
  const known: Values = new Map();
  const open = new Map<FieldId, Open>();
  for (const [field, entry] of report.entries) {
    if (entry.double?.decision === 'open') open.set(field, { field, options: alternativesOf(entry) });
    else if (entry.status !== 'U') known.set(field, entry.value);
  }
  const usable = rules.filter((rule) => rule.op === '==' && rule.severity === 'error' && Object.keys(rule.terms).every((field) => known.has(field) || open.has(field)));
  return { rules: usable, known, open };
};

const touches = (rule: EditRule, field: FieldId): boolean => rule.terms[field] !== undefined;

const openOf = (rule: EditRule, { open }: Pick<Work, 'open'>): FieldId[] => Object.keys(rule.terms).filter((field) => open.has(field));

const holds = (rule: EditRule, values: Values): boolean => evaluate(rule, (field) => values.get(field)).outcome === 'held';

/** The candidate that satisfies every identity in which the figure is the only open one, where there is just one such candidate. */
const provenAlone = (figure: Open, work: Work): Option | undefined => {
  const rules = work.rules.filter((rule) => touches(rule, figure.field) && openOf(rule, work).length === 1);
  if (rules.length === 0) return undefined;
  const fitting = figure.options.filter(({ value }) => {
    const values = new Map(work.known).set(figure.field, value);
    return rules.every((rule) => holds(rule, values));
  });
  return fitting.length === 1 ? fitting[0] : undefined;
};

/** Open figures in groups that share no identity with another. */
const groupsOf = (work: Work): Open[][] => {
  const groups: Open[][] = [];
  const left = new Set(work.open.keys());
  for (const start of work.open.keys()) {
    if (!left.delete(start)) continue;
    const group = [start];
    for (const field of group) {
      for (const other of work.rules.filter((rule) => touches(rule, field)).flatMap((rule) => openOf(rule, work))) if (left.delete(other)) group.push(other);
    }
    groups.push([...work.open.values()].filter(({ field }) => group.includes(field)));
  }
  return groups;
};

/** Whether a rule only says that two open figures are the same: who misread one misreads the other, since they are the same print. */
const isEcho = (rule: EditRule, { known, open }: Work): boolean =>
  openOf(rule, { open }).length === 2 && Object.keys(rule.terms).every((field) => open.has(field) || (known.get(field) ?? 0) === 0);

/**
 * The only combination of what several open figures may be. What neither reader read itself is too weak there: with two unknowns in one
 * identity some far-fetched pair always satisfies it.
 */
const provenTogether = (group: readonly Open[], work: Work): ReadonlyMap<FieldId, Option> => {
  const own = work.rules.filter((rule) => group.some(({ field }) => touches(rule, field)));
  if (!group.every(({ field }) => own.some((rule) => touches(rule, field) && !isEcho(rule, work)))) return new Map();
  const [only, second] = allCombinations(group, own, work.known, holds) ?? [];
  return only && !second && [...only.values()].every(({ read }) => read) ? only : new Map();
};

/** Takes what is proven out of the open figures; gives it with the texts of the readers. */
const proveAll = (work: Work): Map<FieldId, Option> => {
  const chosen = new Map<FieldId, Option>();
  const take = (field: FieldId, option: Option): void => {
    chosen.set(field, option);
    work.known.set(field, option.value);
    work.open.delete(field);
  };
  for (let before = -1; before !== chosen.size; ) {
    before = chosen.size;
    for (const figure of [...work.open.values()]) {
      const option = provenAlone(figure, work);
      if (option) take(figure.field, option);
    }
  }
  for (const group of groupsOf(work)) for (const [field, option] of provenTogether(group, work)) take(field, option);
  return chosen;
};

/** A rule over blanks proves nothing, but nor is it broken. */
const isKept = (rule: EditRule, values: Values): boolean => evaluate(rule, (field) => values.get(field)).outcome !== 'violated';

/** Whether some combination of what its open figures may be does not break a rule. */
const canHold = (rule: EditRule, work: Work, known: Values): boolean => {
  const group = openOf(rule, work).flatMap((field) => work.open.get(field) ?? []);
  return group.length === 0 ? isKept(rule, known) : allCombinations(group, [rule], known, isKept)?.length !== 0;
};

/** A reader less sure than this of an agreed figure may be wrong about it. */
const SHAKY = 0.85;

const isShaky = ({ double }: Entry): boolean => double?.readings.some(({ confidence }) => confidence < SHAKY) === true;

/**
 * Agreed figures in an identity that is broken whatever its open figures are, while another reading of the same ink would satisfy every
 * identity they are in, or while a reader was not sure of them: the readers may have erred together, so the value cannot stand.
 */
const suspects = (report: Report, work: Work): FieldId[] => {
  const broken = work.rules.filter((rule) => !canHold(rule, work, work.known));
  return [...new Set(broken.flatMap((rule) => Object.keys(rule.terms)))].filter((field) => {
    const entry = report.entries.get(field);
    if (entry?.double === undefined || work.open.has(field)) return false;
    const rules = work.rules.filter((rule) => touches(rule, field));
    return isShaky(entry) || alternativesOf(entry).some(({ value }) => value !== entry.value && rules.every((rule) => canHold(rule, work, new Map(work.known).set(field, value))));
  });
};

const saw = (entry: Entry): string => entry.double?.readings.map(({ reader, text }) => `${reader} ${text === '' ? 'nothing' : `"${text}"`}`).join(', ') ?? '';

const doubtful = (field: FieldId, entry: Entry, why: string): Finding =>
  finding('reading-doubtful', `Expected one figure in ${field}, read ${saw(entry)}; ${why}, so it has no value. Look at the picture.`, { fields: [field], cause: 'reading', at: [entry.place] });

const settledBy = (field: FieldId, entry: Entry, text: string): Finding =>
  finding('reading-settled', `Expected one figure in ${field}, read ${saw(entry)}; only ${text} satisfies the identities it is in`, { fields: [field], cause: 'reading', at: [entry.place] });

/** Gives the open figures of a report their values where the identities prove them. The report of an exact reader comes back as it is. */
export const settle = (report: Report, rules: readonly EditRule[]): Settled => {
  if (![...report.entries.values()].some(({ double }) => double !== undefined)) return { report, findings: [] };
  const work = workOf(report, rules);
  const chosen = proveAll(work);
  const doubted = new Set(suspects(report, work));
  const findings: Finding[] = [];
  const entries = new Map(report.entries);
  for (const [field, entry] of report.entries) {
    if (!entry.double) continue;
    const option = chosen.get(field);
    if (option && !doubted.has(field)) {
      entries.set(field, { ...entry, value: option.value, raw: option.text, status: 'A', double: { ...entry.double, decision: 'identities' } });
      findings.push(settledBy(field, entry, option.text));
    } else if (doubted.has(field)) {
      entries.set(field, { ...entry, value: null, status: 'U', double: { ...entry.double, decision: 'open' } });
      findings.push(doubtful(field, entry, 'it stands in an identity that is broken, and may be misread'));
    } else if (entry.double.decision === 'open') findings.push(doubtful(field, entry, 'the identities do not decide'));
  }
  return { report: { ...report, entries }, findings };
};
