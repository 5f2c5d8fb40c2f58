// Told by the first bytes: a document file, or a page. Declared types of portals are not to be trusted.

/** PDF, ZIP (DOCX), OLE2 (DOC), RAR, JPEG, PNG, GIF, TIFF. */
const SIGNATURES = ['255044462d', '504b0304', 'd0cf11e0', '526172211a07', 'ffd8ff', '89504e47', '47494638', '49492a00', '4d4d002a'];

/** Documents, archives and pictures; everything else is taken for markup. */
export const isFile = (bytes: Uint8Array): boolean => {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return SIGNATURES.some((signature) => head.startsWith(signature));
};
