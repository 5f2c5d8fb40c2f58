import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openDocuments, wasEnded } from '../../src/cli/documents/documents.js';
import { fixture, newFolder } from './effects.js';

const ODD = fileURLToPath(new URL('odd-child.ts', import.meta.url));

const capture = (uri: string) => ({ id: uri, uri, digest: 'sha256:0' });

describe('a document in a child process', () => {
  const limits = { timeoutMs: 3000, memoryBytes: 400 * 1024 ** 2 };
  const documents = openDocuments(limits, ODD);
  afterAll(() => documents.close());

  const read = (uri: string) => documents.read(new Uint8Array(10), capture(uri), '');

  test.each([
    ['spin', 'document-timeout', 'it took longer than 3 s'],
    ['exit', 'document-crash', 'its process ended'],
    ['kill', 'document-crash', 'its process ended'],
    ['throw', 'stage-failed', 'a defect'],
  ])('that wants to %s ends as %s, and the next one is read', async (uri, type, note) => {
    const ended = await read(uri);
    expect(ended.findings.map((one) => [one.type, one.severity])).toEqual([[type, 'fatal']]);
    expect(ended.findings[0]?.note).toContain(note);
    expect(wasEnded(ended)).toBe(type !== 'stage-failed');
    expect((await read('well')).findings[0]?.note).toContain('10 bytes read');
  });

  test('that wants to eat all memory ends as document-memory, however long it may take', async () => {
    const patient = openDocuments({ ...limits, timeoutMs: 60_000 }, ODD);
    const ended = await patient.read(new Uint8Array(10), capture('eat'), '');
    await patient.close();
    expect(ended.findings.map((one) => [one.type, one.severity])).toEqual([['document-memory', 'fatal']]);
    expect(ended.findings[0]?.note).toContain('its process passed 400 MB of memory');
    expect(wasEnded(ended)).toBe(true);
  });

  test('does not wait for one that spins in the other child', async () => {
    const [spun, ...others] = await Promise.all(['spin', 'a', 'b', 'c'].map(read));
    expect(spun?.findings[0]?.type).toBe('document-timeout');
    expect(others.map(({ findings }) => findings[0]?.type)).toEqual(['not-a-report', 'not-a-report', 'not-a-report']);
  });

  test('shares its process with the documents before and after it', async () => {
    const pids = new Set<string | undefined>();
    for (let count = 0; count < 6; count += 1) pids.add((await read('well')).findings[0]?.note);
    expect(pids.size).toBe(1);
  });
});

test('a report is read there as it is read here', async () => {
  const documents = openDocuments();
  const bytes = new Uint8Array(await readFile(fixture('reports/huaian-hongze-2024-trs/report.html')));
  const stored = await documents.read(bytes, capture('http://www.hz.example/a.html'), await newFolder());
  await documents.close();
  expect(stored.reports.map(({ report }) => [report.body?.value, report.year?.value, report.entries.length > 100])).toEqual([['淮安市洪泽区人民政府', 2024, true]]);
});
