// Nothing on the inside is ever connected to: spellings, names and tricks, all through the real connector.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { httpGet } from '../../src/crawl/index.js';
import type { HttpOptions, Resolve } from '../../src/crawl/index.js';
import { mayConnect } from '../../src/crawl/guard.js';

let server: Server;
let port: number;
let reached = 0;
beforeAll(async () => {
  server = createServer((_, response) => { reached += 1; response.writeHead(200, { connection: 'close' }).end('inside'); });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => { server.close(); });

/** What asking ends in. */
const outcomeOf = async (uri: string, more: Partial<HttpOptions> = {}): Promise<string> => {
  const { fetch, close } = httpGet({ userAgent: 'gongkai/test', timeoutMs: 2000, ...more });
  try {
    await fetch({ uri });
    return 'answered';
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'threw';
  } finally {
    await close();
  }
};

const resolving = (...answers: (readonly string[])[]): Resolve => {
  let asked = 0;
  return (_, callback) => {
    const addresses = answers[Math.min(asked, answers.length - 1)] ?? [];
    asked += 1;
    callback(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
};

describe('a literal address, however spelt, is not connected to', () => {
  test.each([
    // loopback
    '127.0.0.1', '127.1', '127.0.1', '127.255.255.254', '0x7f000001', '0x7f.0.0.1', '0x7f.1', '2130706433', '017700000001', '0177.0.0.1', '127.0.0.1.', '0300.0250.0.1',
    '%31%32%37.0.0.1', '１２７.０.０.１', '127。0。0。1', '①②⑦.0.0.1', '[::1]', '[0:0:0:0:0:0:0:1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[::127.0.0.1]', '[0000::0001]',
    // this host, private, shared, link-local
    '0.0.0.0', '0', '[::]', '10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.254', '192.168.1.1', '100.64.0.1', '169.254.169.254', '[::ffff:169.254.169.254]', '2852039166', '[fe80::1]', '[fd00::1]', '[fc00::1]', '[fec0::1]', '[fd00:ec2::254]',
    // wrapped and reserved
    '[64:ff9b::7f00:1]', '[64:ff9b:1::a00:1]', '[2002:7f00:1::]', '[2002:c0a8:101::]', '[2001:0:4136:e378:8000:63bf:80ff:fffe]', '[::ffff:0:127.0.0.1]', '[ff02::1]', '224.0.0.1', '255.255.255.255', '240.0.0.1', '198.18.0.1', '192.0.2.1', '203.0.113.1', '192.0.0.8', '[2001:db8::1]', '[100::1]',
    // what looks like another host
    'www.example.gov.cn@127.0.0.1', 'www.example.gov.cn:80@[::1]',
  ])('%s', async (host) => {
    expect([await outcomeOf(`http://${host}:${String(port)}/`), await outcomeOf(`https://${host}:${String(port)}/`), reached]).toEqual(['blocked', 'blocked', 0]);
  });
});

describe('a name is judged by the addresses it resolves to', () => {
  test.each([
    ['loopback', ['127.0.0.1']], ['loopback in IPv6', ['::1']], ['a private address', ['10.1.2.3']], ['the address of cloud metadata', ['169.254.169.254']], ['a mapped address', ['::ffff:192.168.0.1']],
    ['a public and a private address', ['122.137.242.24', '127.0.0.1']], ['a private and a public address', ['127.0.0.1', '122.137.242.24']], ['an address with a zone', ['fe80::1%lo']], ['no address', []],
  ])('%s', async (_, addresses) => {
    expect([await outcomeOf(`http://www.example.gov.cn:${String(port)}/`, { resolve: resolving(addresses) }), reached]).toEqual(['blocked', 0]);
  });

  test('and cannot change its mind: asked once a connection, connected to what was judged, judged anew the next time', async () => {
    // Loopback stands for the outside here, and 10.0.0.1 for the inside.
    let asked = 0;
    const answers = resolving(['127.0.0.1'], ['10.0.0.1']);
    const { fetch, close } = httpGet({ userAgent: 'gongkai/test', timeoutMs: 2000, allowLoopback: true, resolve: (hostname, callback) => { asked += 1; answers(hostname, callback); } });
    const uri = `http://rebind.example.gov.cn:${String(port)}/`;
    expect([(await fetch({ uri })).status, asked]).toEqual([200, 1]);
    await expect(fetch({ uri })).rejects.toMatchObject({ code: 'blocked' });
    expect(asked).toBe(2);
    await close();
    reached = 0;
  });

  test.each(['localhost', 'localhost.', 'LOCALHOST', 'foo.localhost'])('%s, asked of the system', async (host) => {
    expect([['blocked', 'dns'].includes(await outcomeOf(`http://${host}:${String(port)}/`)), reached]).toEqual([true, 0]);
  });

  test('a name that is not there is told as such', async () => {
    const missing: Resolve = (hostname, callback) => callback(Object.assign(new Error(`getaddrinfo ENOTFOUND ${hostname}`), { code: 'ENOTFOUND' }), []);
    expect(await outcomeOf('http://retired.example.gov.cn/', { resolve: missing })).toBe('dns');
  });
});

describe('leave for this machine', () => {
  test('opens loopback and nothing else', async () => {
    expect(await outcomeOf(`http://127.0.0.1:${String(port)}/`, { allowLoopback: true })).toBe('answered');
    reached = 0;
    for (const host of ['10.0.0.1', '169.254.169.254', '[fd00::1]', '0.0.0.0']) expect(await outcomeOf(`http://${host}:${String(port)}/`, { allowLoopback: true })).toBe('blocked');
  });

  test('is not given by mapping a name', async () => {
    expect([await outcomeOf('http://www.little.example/', { connectTo: { 'www.little.example': `127.0.0.1:${String(port)}` } }), reached]).toEqual(['blocked', 0]);
  });
});

test.each(['122.137.242.24', '8.8.8.8', '2400:3200::1', '::ffff:8.8.8.8'])('%s is public', (address) => expect(mayConnect(address)).toBe(true));
