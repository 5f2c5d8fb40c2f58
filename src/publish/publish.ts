// Everything that was read → the data package. Goes through the files twice: once to learn what is there, once to write it in
// order of the ids, so that memory holds one line for each report, not its values. Same input, same bytes.
import { finding } from '../model/index.js';
import type { Finding, Form, Report } from '../model/index.js';
import { codeRows, fieldRows } from './codebook.js';
import { chooseCopies } from './copies.js';
import type { Card, Chosen } from './copies.js';
import { coverageRows } from './coverage.js';
import type { Crawled, Told } from './coverage.js';
import { describe, openTable, writeJson } from './package.js';
import type { Cell } from './csv.js';
import type { DataPackage, Effects, Resource } from './package.js';
import { publishedToJson } from './report-json.js';
import { reportIds } from './report-id.js';
import { deadAddresses, historian, newestSeason, toldOf, tracesOf } from './history.js';
import { revisionRows } from './revisions.js';
import { findingRows, observationRows, reportRow } from './rows.js';
import type { Published } from './rows.js';
import { CODES, COVERAGE, FIELDS, FINDINGS_TABLE, OBSERVATIONS, REPORTS, REVISIONS } from './schema.js';
import { survey } from './survey.js';
import type { Filed, Survey } from './survey.js';

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Nothing is known but the documents. */
export const NOTHING_CRAWLED: Crawled = { portals: [], listings: [], troubles: [], bodyIn: () => undefined };

/** A page that only carries the attachment with the report is in order; it is told all the same, so that every file is accounted for. */
const carrier = (findings: readonly Finding[]): Finding[] =>
  findings.map((one) => (one.type === 'not-a-report' ? { ...one, severity: 'note', note: 'The report is in an attachment of this page.' } : one));

const looseRows = ({ loose, cards }: Survey): Cell[][] => {
  const carriers = new Set(cards.map(({ report }) => report.capture.lead?.foundOn));
  return [...loose]
    .sort((a, b) => order(a.capture.uri, b.capture.uri))
    .flatMap(({ capture, findings }) => findingRows(null, capture, carriers.has(capture.uri) ? carrier(findings) : findings));
};

const differing = (a: Report, b: Report): string[] =>
  [...new Set([...a.entries.keys(), ...b.entries.keys()])].filter((field) => a.entries.get(field)?.value !== b.entries.get(field)?.value);

const differs = (report: Report, copy: Report): Finding[] => {
  const fields = differing(report, copy);
  if (fields.length === 0) return [];
  const [first = ''] = fields;
  const show = (of: Report): string => String(of.entries.get(first)?.value ?? (of.entries.has(first) ? 'blank' : 'not found'));
  const note = `${fields.length} fields differ from the copy at ${copy.capture.uri}, first ${first}: here ${show(report)}, there ${show(copy)}; the values here are published`;
  return [finding('copies-differ', note, { fields, cause: 'unknown' })];
};

const loadCard = async (card: Card, files: readonly Filed[]) => {
  const extracted = await files[card.file]?.load();
  const audited = extracted?.reports[card.index];
  if (!extracted || !audited) throw new Error(`Expected ${card.report.capture.uri} to hold report ${card.index} on second reading too`);
  return { ...audited, fileFindings: extracted.reports.length === 1 ? extracted.findings : [] };
};

/** Loads the chosen copy; the other copies are loaded only when their values are not the same. */
const loadChosen = async (id: string, { card, copies }: Chosen, files: readonly Filed[]): Promise<Published> => {
  const { report, checks, fileFindings } = await loadCard(card, files);
  const findings: Finding[] = [];
  for (const copy of copies.filter(({ values }) => values !== card.values)) findings.push(...differs(report, (await loadCard(copy, files)).report));
  return {
    id,
    ...(card.region === undefined ? {} : { region: card.region }),
    report: { ...report, findings: [...report.findings, ...findings] },
    checks,
    fileFindings,
    also: [...new Set(copies.map((copy) => copy.report.capture.uri))].filter((uri) => uri !== report.capture.uri).sort(),
  };
};

const namedInOrder = (chosen: readonly Chosen[]): (readonly [id: string, chosen: Chosen])[] => {
  const ids = reportIds(chosen.map(({ card }) => card));
  return chosen.map((one, at) => [ids[at] ?? '', one] as const).sort(([a], [b]) => order(a, b));
};

const writeReports = async (found: Survey, files: readonly Filed[], crawled: Crawled, forms: readonly Form[], effects: Effects): Promise<Resource[]> => {
  const [observations, reports, findings, revisions, coverage] = [
    await openTable(OBSERVATIONS, effects),
    await openTable(REPORTS, effects),
    await openTable(FINDINGS_TABLE, effects),
    await openTable(REVISIONS, effects),
    await openTable(COVERAGE, effects),
  ];
  await findings.add(looseRows(found));
  const histories = historian(found, files, crawled);
  const documents: Resource[] = [];
  const told: Told[] = [];
  for (const [id, chosen] of namedInOrder(chooseCopies(found.cards))) {
    const item = await loadChosen(id, chosen, files);
    const history = await histories.of(chosen);
    await observations.add(observationRows(item, forms));
    await reports.add([reportRow(item, forms)]);
    await findings.add(findingRows(id, item.report.capture, [...item.report.findings, ...item.fileFindings]));
    await revisions.add(revisionRows(id, history.revisions));
    told.push(toldOf(id, chosen, history));
    const { title, body } = item.report;
    documents.push(await writeJson(`report-${id}`, `reports/${id}.json`, title?.value ?? body?.value ?? id, publishedToJson(item), effects));
  }
  await coverage.add(coverageRows(told, tracesOf(found, crawled), crawled, newestSeason(files)));
  return [...[observations, reports, findings, revisions, coverage].map((table) => table.resource()), ...documents];
};

/**
 * Writes the package and gives its descriptor, which is written last. Of several captures of one address the newest counts, the older
 * ones tell what was revised; of several files with one report the best is published and the others are named beside it.
 */
export const publish = async (
  files: AsyncIterable<Filed> | Iterable<Filed>,
  crawled: Crawled,
  forms: readonly Form[],
  effects: Effects,
): Promise<DataPackage> => {
  const all: Filed[] = [];
  for await (const file of files) all.push(file);
  const dead = deadAddresses(crawled);
  const resources = await writeReports(await survey(all, (uri) => dead.has(uri)), all, crawled, forms, effects);
  const codebook: Resource[] = [];
  for (const [spec, rows] of [[FIELDS, fieldRows(forms)], [CODES, codeRows(forms)]] as const) {
    const table = await openTable(spec, effects);
    await table.add(rows);
    codebook.push(table.resource());
  }
  const tables = resources.filter(({ format }) => format === 'csv');
  const descriptor = describe([...tables, ...codebook, ...resources.slice(tables.length)]);
  await effects.write('datapackage.json', `${JSON.stringify(descriptor, null, 2)}\n`);
  return descriptor;
};
