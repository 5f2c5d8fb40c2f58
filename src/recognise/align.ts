// Alignment in order (Needleman and Wunsch): rows on the paper against rows of the form; both may have gaps, none may cross.

export interface Alignment {
  /** For each item on the paper the index of its form row, or −1. */
  readonly match: readonly number[];
  readonly score: number;
}

/**
 * The order-keeping matching with the highest total score.
 * @param score 0 or less = these two never match; the higher the better.
 */
export const alignInOrder = (items: number, targets: number, score: (item: number, target: number) => number): Alignment => {
  const width = targets + 1;
  const best = new Float64Array((items + 1) * width);
  for (let i = items - 1; i >= 0; i -= 1) {
    for (let j = targets - 1; j >= 0; j -= 1) {
      const skip = Math.max(best[(i + 1) * width + j] ?? 0, best[i * width + j + 1] ?? 0);
      const here = score(i, j);
      best[i * width + j] = here > 0 ? Math.max(skip, here + (best[(i + 1) * width + j + 1] ?? 0)) : skip;
    }
  }
  const match = new Array<number>(items).fill(-1);
  let i = 0;
  let j = 0;
  while (i < items && j < targets) {
    const now = best[i * width + j] ?? 0;
    const here = score(i, j);
    if (here > 0 && Math.abs(now - (here + (best[(i + 1) * width + j + 1] ?? 0))) < 1e-9) {
      match[i] = j;
      i += 1;
      j += 1;
    } else if (now === (best[(i + 1) * width + j] ?? 0)) i += 1;
    else j += 1;
  }
  return { match, score: best[0] ?? 0 };
};
