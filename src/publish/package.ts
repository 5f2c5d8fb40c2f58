// Files being written and their descriptor: every file is measured and hashed while it is written (Data Package 2.0).
import { createHash } from 'node:crypto';
import { BOM, csvLines, ESCAPE_NOTE } from './csv.js';
import type { Cell } from './csv.js';
import { schemaOf } from './schema.js';
import type { TableSpec } from './schema.js';

export interface Effects {
  /** Appends to the file at this path inside the package; the first call for a path makes the file. */
  readonly write: (path: string, text: string) => Promise<void>;
}

export interface Resource {
  readonly name: string;
  readonly path: string;
  readonly title: string;
  readonly format: string;
  readonly mediatype: string;
  readonly encoding: 'utf-8';
  readonly bytes: number;
  /** `sha256:<64 hex>`. */
  readonly hash: string;
  readonly [property: string]: unknown;
}

export interface DataPackage {
  readonly $schema: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly resources: readonly Resource[];
}

interface OpenFile {
  write(text: string): Promise<void>;
  measure(): { bytes: number; hash: string };
}

const openFile = (path: string, effects: Effects): OpenFile => {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    write: async (text) => {
      if (text === '') return;
      hash.update(text);
      bytes += Buffer.byteLength(text);
      await effects.write(path, text);
    },
    measure: () => ({ bytes, hash: `sha256:${hash.copy().digest('hex')}` }),
  };
};

export interface OpenTable {
  add(rows: readonly (readonly Cell[])[]): Promise<void>;
  resource(): Resource;
}

/** Starts a CSV file with its header row. */
export const openTable = async (spec: TableSpec, effects: Effects): Promise<OpenTable> => {
  const path = `${spec.name}.csv`;
  const file = openFile(path, effects);
  await file.write((spec.bom ? BOM : '') + csvLines([spec.columns.map(({ name }) => name)]));
  return {
    add: (rows) => file.write(csvLines(rows)),
    resource: () => ({
      name: spec.name,
      type: 'table',
      path,
      title: spec.title,
      description: `${spec.description}${spec.bom ? ' Starts with a byte order mark.' : ''}`,
      format: 'csv',
      mediatype: 'text/csv',
      encoding: 'utf-8',
      ...file.measure(),
      dialect: { $schema: 'https://datapackage.org/profiles/2.0/tabledialect.json', delimiter: ',', lineTerminator: '\n', header: true },
      schema: schemaOf(spec),
    }),
  };
};

/** Writes one JSON file and gives its entry in the descriptor. */
export const writeJson = async (name: string, path: string, title: string, value: unknown, effects: Effects): Promise<Resource> => {
  const file = openFile(path, effects);
  await file.write(`${JSON.stringify(value, null, 1)}\n`);
  return { name, path, title, format: 'json', mediatype: 'application/json', encoding: 'utf-8', ...file.measure() };
};

/** Resources stand in the order given. */
export const describe = (resources: readonly Resource[]): DataPackage => ({
  $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
  name: 'gongkai',
  title: '政府信息公开工作年度报告: figures of the annual disclosure reports',
  description:
    'Every figure of the three statistical tables of the annual government information disclosure reports, as printed, with its place in the document and the findings about it. ' +
    ESCAPE_NOTE,
  resources,
});
