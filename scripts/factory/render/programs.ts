// The two programs that print pages, Chromium and LibreOffice: started when the first recipe needs them, missing ones named.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser } from 'playwright-core';

/** A program a recipe needs is not on this machine; the recipe is skipped. */
export class MissingProgram extends Error {}

const run = promisify(execFile);

export interface Programs {
  /** A browser without network access to anything but what it is given. */
  readonly browser: () => Promise<Browser>;
  /** Converts one file with LibreOffice; `filter` as after `--convert-to`. */
  readonly office: (input: Uint8Array, extension: string, filter: string) => Promise<Uint8Array>;
  /** One PDF page (from 1) as a grey JPEG. */
  readonly picture: (pdf: Uint8Array, page: number, dpi: number) => Promise<Uint8Array>;
  readonly close: () => Promise<void>;
}

const startBrowser = async (): Promise<Browser> => {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) throw new MissingProgram(`Chromium is not at ${executablePath}; install it or set CHROMIUM`);
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
};

const inFolder = async (work: (folder: string) => Promise<Uint8Array>): Promise<Uint8Array> => {
  const folder = await mkdtemp(join(tmpdir(), 'factory-'));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const start = async (command: string, args: readonly string[]): Promise<void> => {
  try {
    await run(command, args, { timeout: 120_000, env: { ...process.env, SOURCE_DATE_EPOCH: '1737331200' } });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new MissingProgram(`${command} is not installed`);
    throw error;
  }
};

const office: Programs['office'] = (input, extension, filter) =>
  inFolder(async (folder) => {
    const file = join(folder, `report.${extension}`);
    await writeFile(file, input);
    const out = join(folder, 'out');
    await start('soffice', [
      '--headless',
      `-env:UserInstallation=file://${folder}/profile`,
      ...(extension === 'html' ? ['--infilter=HTML (StarWriter)'] : []),
      '--convert-to',
      filter,
      '--outdir',
      out,
      file,
    ]);
    return readFile(join(out, `report.${filter.split(':')[0] ?? ''}`));
  });

const picture: Programs['picture'] = (pdf, page, dpi) =>
  inFolder(async (folder) => {
    const file = join(folder, 'page.pdf');
    await writeFile(file, pdf);
    await start('pdftoppm', ['-f', String(page), '-l', String(page), '-r', String(dpi), '-gray', '-jpeg', '-singlefile', file, join(folder, 'page')]);
    return readFile(join(folder, 'page.jpg'));
  });

export const programs = (): Programs => {
  let started: Promise<Browser> | undefined;
  return {
    browser: () => (started ??= startBrowser()),
    office,
    picture,
    close: async () => {
      if (started) await started.then((browser) => browser.close()).catch(() => undefined);
    },
  };
};
