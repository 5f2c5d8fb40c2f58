// Opens sockets, and only to addresses that may be connected to: literals are judged before, names after they are resolved, by the very
// addresses that are then connected to, and the socket once more by the peer it has. So a name cannot change its mind in between.
import { lookup as dnsLookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import { isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import { rootCertificates } from 'node:tls';
import { buildConnector } from 'undici';
import { FetchError } from './fetch-error.js';
import { mayConnect } from './guard.js';

/** Every address of a name, as `dns.lookup` gives them with `all`. */
export type Resolve = (hostname: string, callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

export interface ConnectOptions {
  /** Connecting and shaking hands, in ms. */
  readonly connectMs: number;
  /** Lets loopback addresses through, for portals on this machine. Other private addresses stay blocked. */
  readonly allowLoopback?: boolean;
  /** Host name → `host:port` to connect to instead; the request itself, and so the archive, keeps the name. */
  readonly connectTo?: Readonly<Record<string, string>>;
  /** Hosts whose certificate is not verified, because a person decided so. */
  readonly insecureHosts?: readonly string[];
  /** Certificates (PEM) that are trusted besides those of the system. */
  readonly trusted?: readonly string[];
  /** The name service of the system when absent. */
  readonly resolve?: Resolve;
}

const blockedError = (host: string): FetchError => new FetchError('blocked', `${host}: expected a public address; private and local addresses are not fetched`);

const resolveBySystem: Resolve = (hostname, callback) => dnsLookup(hostname, { all: true }, callback);

const guardedLookup =
  (resolve: Resolve, allowLoopback: boolean): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, (error, addresses) => {
      if (error) {
        callback(error, '');
        return;
      }
      const first = addresses[0];
      if (first === undefined || !addresses.every(({ address }) => mayConnect(address, allowLoopback))) callback(blockedError(hostname), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });

/** Makes the connector of a dispatcher; what it refuses comes out as a `FetchError` of code `blocked`. */
export const guardedConnector = (options: ConnectOptions): buildConnector.connector => {
  const allowLoopback = options.allowLoopback ?? false;
  const lookup = guardedLookup(options.resolve ?? resolveBySystem, allowLoopback);
  const shared = { timeout: options.connectMs, lookup, ...(options.trusted ? { ca: [...rootCertificates, ...options.trusted] } : {}) };
  const [verifying, trusting] = [buildConnector(shared), buildConnector({ ...shared, rejectUnauthorized: false })];
  return (target, callback) => {
    const mapped = options.connectTo?.[target.hostname];
    const to = mapped === undefined ? undefined : new URL(`http://${mapped}`);
    const hostname = to?.hostname ?? target.hostname;
    const literal = hostname.replace(/^\[|\]$/g, '');
    // The name lookup is never asked about literal addresses, so they are checked here.
    if (isIP(literal) !== 0 && !mayConnect(literal, allowLoopback)) {
      callback(blockedError(hostname), null);
      return;
    }
    const connect = options.insecureHosts?.includes(target.hostname) === true ? trusting : verifying;
    connect({ ...target, hostname: literal, ...(to ? { port: to.port } : {}) }, (...[error, socket]) => {
      if (error !== null) callback(error, null);
      else if (mayConnect(socket.remoteAddress ?? '', allowLoopback)) callback(null, socket);
      else {
        socket.destroy();
        callback(blockedError(hostname), null);
      }
    });
  };
};
