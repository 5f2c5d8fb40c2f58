// Memory for pictures of whole pages, used again from page to page: fresh memory of this size is handed out a small part at a time, which
// may take longer than the work that is done in it.

/** Room for a picture of so many bytes; what was in it before still is. */
export type Take = (bytes: number) => Uint8Array;

export const fresh: Take = (bytes) => new Uint8Array(bytes);

/** Pieces kept for the next page, as many as one needs, each as large as a sheet at 240 pixels an inch at most. */
const MOST_KEPT = 4;
const LARGEST_KEPT = 6_000_000;
/** No piece is given out for a picture of less than half its size. */
const MOST_LARGER = 2;

const free: Uint8Array[] = [];

/** Does work on a page with memory that is taken back at its end, when nothing of the page's pictures may be in use any more. */
export const withMemory = <T>(work: (take: Take) => T): T => {
  const taken: Uint8Array[] = [];
  const take: Take = (bytes) => {
    const at = free.findIndex(({ length }) => length >= bytes && length <= MOST_LARGER * bytes);
    const piece = at < 0 ? new Uint8Array(bytes) : (free.splice(at, 1)[0] as Uint8Array);
    taken.push(piece);
    return piece.subarray(0, bytes);
  };
  try {
    return work(take);
  } finally {
    free.unshift(...taken.filter(({ length }) => length <= LARGEST_KEPT));
    free.length = Math.min(free.length, MOST_KEPT);
  }
};
