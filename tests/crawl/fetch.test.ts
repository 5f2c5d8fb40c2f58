import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { httpGet } from '../../src/crawl/index.js';
import { mayConnect } from '../../src/crawl/guard.js';

const client = (more = {}) => httpGet({ userAgent: 'gongkai/test', timeoutMs: 2000, ...more });

describe('mayConnect', () => {
  test.each(['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.2.3', '172.20.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '::', 'fe80::1', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', '2002:a00:1::', '224.0.0.1', '255.255.255.255', 'localhost', ''])(
    'keeps away from %s', (address) => expect(mayConnect(address)).toBe(false));
  test.each(['122.137.242.24', '8.8.8.8', '2400:3200::1', '::ffff:8.8.8.8'])('lets %s through', (address) => expect(mayConnect(address)).toBe(true));
  test('lets loopback, and no other inner address, through when told to', () => {
    expect(['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.0.0.1'].map((address) => mayConnect(address, true))).toEqual([true, true, true, false]);
  });
});

describe('httpGet', () => {
  test.each(['http://127.0.0.1/', 'http://[::ffff:127.0.0.1]/', 'http://0x7f000001/', 'http://2130706433/', 'http://127.1/', 'http://localhost/', 'http://169.254.169.254/'])(
    'does not connect to %s', async (uri) => {
      const { fetch, close } = client();
      await expect(fetch({ uri })).rejects.toMatchObject({ name: 'FetchError', code: 'blocked' });
      await close();
    });

  test('does not let a mapped name reach loopback without leave', async () => {
    const { fetch, close } = client({ connectTo: { 'www.little.example': '127.0.0.1:9' } });
    await expect(fetch({ uri: 'http://www.little.example/' })).rejects.toMatchObject({ code: 'blocked' });
    await close();
  });

  test('keeps the name of a mapped host in the request and says who asks', async () => {
    const server = createServer((request, response) => response.end(`${request.method ?? ''} ${request.headers.host ?? ''} ${request.headers['user-agent'] ?? ''} ${request.headers['content-type'] ?? ''}`));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { fetch, close } = client({ allowLoopback: true, connectTo: { 'www.little.example': `127.0.0.1:${String((server.address() as AddressInfo).port)}` } });
    const text = async (form?: Record<string, string>): Promise<string> =>
      Buffer.from((await fetch({ uri: 'http://www.little.example/', ...(form ? { form } : {}) })).body).toString();
    expect(await text()).toBe('GET www.little.example gongkai/test ');
    expect(await text({ col: '1' })).toBe('POST www.little.example gongkai/test application/x-www-form-urlencoded; charset=UTF-8');
    await close();
    server.close();
  });

  test('tells a closed port', async () => {
    const { fetch, close } = client({ allowLoopback: true });
    await expect(fetch({ uri: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'network' });
    await close();
  });
});
