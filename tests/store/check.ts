// Every record of a WARC file, seen by a reader that is not ours: lengths and digests checked, request and revisit fields followed.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { WARCParser } from 'warcio';

const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Types of the records in order; throws at the first record that is not what it says it is. */
export const checkWarc = async (file: string): Promise<string[]> => {
  const seen: string[] = [];
  const ids = new Set<string>();
  const expect = (told: unknown, found: unknown, what: string): void => {
    if (told !== found) throw new Error(`${file}, record ${String(seen.length + 1)}: expected ${what} ${String(told)}, found ${String(found)}`);
  };
  for await (const record of new WARCParser(createReadStream(file), { parseHttp: false })) {
    const block = await record.readFully(false);
    expect(record.warcHeaders.statusline, 'WARC/1.1', 'the version');
    expect(record.warcContentLength, block.length, 'Content-Length');
    expect(record.warcBlockDigest, digestOf(block), 'WARC-Block-Digest');
    if (record.warcType === 'response') expect(record.warcPayloadDigest, digestOf(block.subarray(Buffer.from(block).indexOf('\r\n\r\n') + 4)), 'WARC-Payload-Digest');
    if (record.warcType === 'request') expect(ids.has(record.warcHeader('WARC-Concurrent-To') ?? ''), true, 'an answer before');
    if (record.warcType === 'revisit') expect(/^http:\/\/netpreserve.org\/warc\/1.1\/revisit\/(?:server-not-modified|identical-payload-digest)$/.test(record.warcHeader('WARC-Profile') ?? ''), true, 'a profile');
    ids.add(record.warcHeader('WARC-Record-ID') ?? '');
    seen.push(record.warcType);
  }
  return seen;
};
