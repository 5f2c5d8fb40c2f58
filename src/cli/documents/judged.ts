// What a crawl turned down by its content is in the archive all the same: its tables are nobody's report, however much they look like one.
import { pageText } from '../../charset.js';
import { finding } from '../../model/index.js';
import type { Capture } from '../../model/index.js';
import type { Extraction } from '../../pipeline.js';
import { judgeContent } from '../../sources/index.js';

/** The extraction without reports where the page is a look-alike: a hospital's report, an explanation, half a year. */
export const withoutLookAlike = (extraction: Extraction, bytes: Uint8Array, capture: Capture): Extraction => {
  if (extraction.document.mediaType !== 'text/html' || !capture.lead) return extraction;
  const { kind, reason } = judgeContent({ uri: capture.uri, html: pageText(bytes, capture.declaredType) });
  if (kind !== 'rejected' || reason === 'no-chapters') return extraction;
  const note = `Expected the report of a government body, found a page that only looks like one (${reason ?? 'look-alike'}); its figures are not used.`;
  const others = extraction.findings.filter(({ type }) => type !== 'not-a-report');
  return { ...extraction, reports: [], findings: [...others, finding('look-alike', note)] };
};
