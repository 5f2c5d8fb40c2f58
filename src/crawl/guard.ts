// Which addresses may be connected to. Links come from strangers' pages, so the check sits on the socket, where redirects and
// names that resolve to inner addresses meet it too.
import { BlockList, isIP, isIPv6 } from 'node:net';

const NOT_PUBLIC_4 = [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24],
  ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const;
/** Inside 2000::/3, outside of which nothing is public: Teredo and its neighbours, documentation, 6to4, which wraps an IPv4 address. */
const NOT_PUBLIC_6 = [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const;

const blocked = new BlockList();
for (const [net, prefix] of NOT_PUBLIC_4) blocked.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of NOT_PUBLIC_6) blocked.addSubnet(net, prefix, 'ipv6');

const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');
const mapped = new BlockList();
mapped.addSubnet('::ffff:0:0', 96, 'ipv6');
const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

const inList = (list: BlockList, address: string): boolean => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

/** `false` for anything that is not an IP address of the public internet; IPv4 addresses mapped into IPv6 are judged as IPv4. */
export const mayConnect = (address: string, allowLoopback = false): boolean => {
  // A zone (`fe80::1%eth0`) names a link of this machine.
  if (isIP(address) === 0 || address.includes('%')) return false;
  if (inList(loopback, address)) return allowLoopback;
  if (isIPv6(address) && !inList(global6, address) && !inList(mapped, address)) return false;
  return !inList(blocked, address);
};
