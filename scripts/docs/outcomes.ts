// The catalogue of outcomes as a page of the documentation: `npx tsx scripts/docs/outcomes.ts > src/crawl/outcomes.md`.
import { pathToFileURL } from 'node:url';
import { OUTCOMES } from '../../src/crawl/index.js';
import type { NextStep } from '../../src/crawl/index.js';

const NEXT: Readonly<Record<NextStep, string>> = {
  'again': 'tried again in this run, then at the next',
  'next-run': 'asked again at the next run',
  'person': 'asked again at the next run; a person should look at the source',
};

const HEAD = `# How an address can end

What the crawler says about every address that did not give what was asked for. \`refused\`: the portal, its robots.txt or the crawler's own restraint said no.
\`failed\`: nothing useful came. Nothing is done to get past a refusal: no script is run, no code solved, no browser imitated, no address changed.
A strike counts towards leaving the host alone: five in a row, and it is not asked again in this run. This page is made from \`src/crawl/outcomes.ts\`.

| code | kind | what it means | what the crawler does | strike |
| --- | --- | --- | --- | --- |
`;

export const outcomesPage = (): string =>
  HEAD +
  Object.entries(OUTCOMES)
    .map(([code, { kind, title, description, next, strikes }]) => `| \`${code}\` | ${kind} | **${title}.** ${description} | ${NEXT[next]} | ${strikes ? 'yes' : ''} |\n`)
    .join('');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.stdout.write(outcomesPage());
