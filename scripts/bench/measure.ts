// Times several ways of doing the same work on a machine that does other things too: the sides take turns, medians count, and
// only ratios of one run are worth telling.

export interface Side {
  readonly name: string;
  /** Does the work once. Gives nothing (then the wall time counts) or its own time in ms (another process). */
  readonly run: () => Promise<number | undefined>;
}

export interface Timing {
  readonly name: string;
  /** ms. */
  readonly median: number;
  readonly fastest: number;
  readonly slowest: number;
}

const median = (sorted: readonly number[]): number => {
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
};

const once = async (side: Side): Promise<number> => {
  const start = performance.now();
  const own = await side.run();
  return own ?? performance.now() - start;
};

/** Rounds before the ones that count: code gets compiled, files cached. */
const WARM_UP = 2;

/** In every round each side runs once, in turn, starting with another side each time. */
export const takeTurns = async (sides: readonly Side[], rounds: number): Promise<Timing[]> => {
  const times = new Map<string, number[]>(sides.map(({ name }) => [name, []]));
  for (let round = -WARM_UP; round < rounds; round += 1) {
    for (let turn = 0; turn < sides.length; turn += 1) {
      const side = sides[(turn + round + WARM_UP) % sides.length];
      if (!side) continue;
      const time = await once(side);
      if (round >= 0) times.get(side.name)?.push(time);
    }
  }
  return sides.map(({ name }) => {
    const sorted = (times.get(name) ?? []).sort((a, b) => a - b);
    return { name, median: median(sorted), fastest: sorted[0] ?? 0, slowest: sorted.at(-1) ?? 0 };
  });
};

const ms = (value: number): string => value.toFixed(value < 10 ? 2 : 0);

/** One line a side; the first side is ours, and told as a multiple of each of the others. */
export const timingLines = (timings: readonly Timing[]): string[] => {
  const [ours] = timings;
  return timings.map((timing) => {
    const ratio = ours && timing !== ours ? `   ours ÷ this = ${(ours.median / timing.median).toFixed(2)}` : '';
    return `  ${timing.name.padEnd(34)} ${ms(timing.median).padStart(7)} ms (${ms(timing.fastest)}–${ms(timing.slowest)})${ratio}`;
  });
};
