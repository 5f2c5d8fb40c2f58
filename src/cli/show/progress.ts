// What is going on, on stderr: a bar on a terminal, plain lines otherwise, nothing when asked to be quiet.
import type { CliEffects } from '../effects.js';
import { fit, pad } from './width.js';

export interface Progress {
  /** One more of `total` is done; `what` names it. */
  readonly step: (done: number, total: number, what: string) => void;
  /** A line that stays. */
  readonly line: (text: string) => void;
  /** Takes the bar away. */
  readonly end: () => void;
}

const BAR = 24;
const CLEAR = '\r\u001b[2K';

const bar = (done: number, total: number): string => {
  const filled = total === 0 ? BAR : Math.round((done / total) * BAR);
  return `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
};

/** Without a terminal only every tenth step gets a line, and the last. */
const worthALine = (done: number, total: number): boolean => done === total || done % Math.max(1, Math.ceil(total / 10)) === 0;

export const makeProgress = (effects: Pick<CliEffects, 'err' | 'terminal' | 'columns'>, label: string, quiet: boolean): Progress => {
  if (quiet) return { step: () => undefined, line: () => undefined, end: () => undefined };
  let drawn = false;
  const wipe = (): void => {
    if (drawn) effects.err(CLEAR);
    drawn = false;
  };
  const draw = (done: number, total: number, what: string): void => {
    const head = `${label} ${bar(done, total)} ${pad(String(done), String(total).length, 'right')}/${total} `;
    effects.err(`${CLEAR}${fit(`${head}${what}`, Math.max(20, (effects.columns || 80) - 1))}`);
    drawn = true;
  };
  return {
    step: (done, total, what) => {
      if (effects.terminal) draw(done, total, what);
      else if (worthALine(done, total)) effects.err(`${label} ${done}/${total}\n`);
    },
    line: (text) => {
      wipe();
      effects.err(`${text}\n`);
    },
    end: wipe,
  };
};
