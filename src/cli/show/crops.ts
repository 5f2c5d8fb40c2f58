// extract --crops: a PNG of each doubtful figure of a scan, so that a person can look at it.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Entry } from '../../model/index.js';
import type { Extraction } from '../../pipeline.js';
import { cropOf, type PageViewer } from '../../read/index.js';

/** What a file name may hold on any system. */
const safe = (text: string): string => text.replace(/[^\p{L}\p{N}.+-]+/gu, '_');

const SHOWN_CANDIDATES = 3;

const nameOf = (report: string, field: string, entry: Entry): string => {
  const candidates = entry.double?.candidates.slice(0, SHOWN_CANDIDATES).map(({ text }) => text) ?? [];
  return `${safe(report)}__${field}__${candidates.length > 0 ? candidates.map(safe).join('_or_') : 'unread'}.png`;
};

/** @returns how many were written. */
export const writeCrops = async (file: string, { reports }: Extraction, folder: string, tell: (text: string) => void): Promise<number> => {
  const doubtful = reports.flatMap(({ report }, at) =>
    [...report.entries].flatMap(([field, entry]) => (entry.status === 'U' && entry.double ? [{ field, entry, report: `${report.body?.value ?? basename(file)}-${report.year?.value ?? 'year'}${reports.length > 1 ? `-${at + 1}` : ''}` }] : [])),
  );
  if (doubtful.length === 0) return 0;
  await mkdir(folder, { recursive: true });
  const viewer: PageViewer = { pages: new Map() };
  const bytes = new Uint8Array(await readFile(file));
  for (const { field, entry, report } of doubtful) {
    const png = await cropOf(bytes, entry.place, viewer);
    if (png) await writeFile(join(folder, nameOf(report, field, entry)), png);
    else tell(`extract: no picture of ${field}; look at page ${entry.place.page ?? '?'} of ${file}`);
  }
  return doubtful.length;
};
