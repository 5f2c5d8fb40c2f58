// A package published into memory, for tests.
import Papa from 'papaparse';
import { FORMS } from '../../src/form/index.js';
import { NOTHING_CRAWLED, publish } from '../../src/publish/index.js';
import type { Crawled, DataPackage, Filed } from '../../src/publish/index.js';

export interface WrittenPackage {
  readonly texts: ReadonlyMap<string, string>;
  readonly descriptor: DataPackage;
  /** Rows of a table, by its name. */
  readonly rows: (name: string) => Record<string, string>[];
}

export const written = async (files: readonly Filed[], crawled: Partial<Crawled> = {}): Promise<WrittenPackage> => {
  const texts = new Map<string, string>();
  const descriptor = await publish(files, { ...NOTHING_CRAWLED, ...crawled }, FORMS, {
    write: (path, text) => {
      texts.set(path, (texts.get(path) ?? '') + text);
      return Promise.resolve();
    },
  });
  const rows = (name: string): Record<string, string>[] =>
    Papa.parse<Record<string, string>>((texts.get(`${name}.csv`) ?? '').replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true }).data;
  return { texts, descriptor, rows };
};
