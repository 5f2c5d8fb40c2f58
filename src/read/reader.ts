// One format's reader: bytes → Document. Readers are pure: no disk but their own packaged data, no network, no clock.
import type { Capture, Document } from '../model/index.js';

export interface Reader {
  readonly id: string;
  /** Told by the first bytes, never by the file name alone; `head` holds at most the first 4096 bytes. */
  accepts(head: Uint8Array, capture: Capture): boolean;
  /**
   * Reads the whole file. Trouble in the bytes (encrypted, broken, empty, image-only) is a finding in a Document without
   * blocks, never an exception; what throws is a bug.
   */
  read(bytes: Uint8Array, capture: Capture): Promise<Document>;
}
