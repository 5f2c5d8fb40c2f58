// Told by the first bytes: a document file, or a page. Declared types of portals are not to be trusted.

const SIGNATURES = ['255044462d', '504b0304', 'd0cf11e0'];

/** PDF, ZIP-based (DOCX) and OLE2 (DOC) files; everything else is taken for markup. */
export const isFile = (bytes: Uint8Array): boolean => {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return SIGNATURES.some((signature) => head.startsWith(signature));
};
