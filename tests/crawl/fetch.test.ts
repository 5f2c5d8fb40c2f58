import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { httpGet } from '../../src/crawl/index.js';

const client = (more = {}) => httpGet({ userAgent: 'gongkai/test', timeoutMs: 2000, ...more });

describe('httpGet', () => {
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

  test('keeps to the limits of a request before its own', async () => {
    const server = createServer((request, response) => { if (request.url === '/') response.end('0123456789'); });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const uri = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    const { fetch, close } = client({ allowLoopback: true, maxBytes: 5 });
    await expect(fetch({ uri })).rejects.toMatchObject({ code: 'too-large.announced' });
    expect((await fetch({ uri, maxBytes: 10 })).body).toHaveLength(10);
    await expect(fetch({ uri: `${uri}never`, timeoutMs: 50 })).rejects.toMatchObject({ code: expect.stringMatching(/^timeout/) as unknown, message: expect.stringContaining('within 50 ms') as unknown });
    await close();
    server.closeAllConnections();
    server.close();
  });

  test('tells a closed port', async () => {
    const { fetch, close } = client({ allowLoopback: true });
    await expect(fetch({ uri: 'http://127.0.0.1:1/' })).rejects.toMatchObject({ code: 'network' });
    await close();
  });
});
