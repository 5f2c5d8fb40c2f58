// Names made from content.
import { hash } from 'node:crypto';

/** `sha256:<64 hex>`. */
export const sha256 = (data: Uint8Array | string): string => `sha256:${hash('sha256', data)}`;

/** A UUID (version 8) of these parts: the same record has the same id on every machine. */
export const uuidOf = (...parts: readonly string[]): string => {
  const hex = hash('sha256', parts.join('\n'));
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
