// Everything the verbs need from outside, handed in so that a test or the demonstration can hand in something else.
import type { Fetch, HttpOptions } from '../crawl/index.js';
import type { Database } from '../store/index.js';

export interface CliEffects {
  /** Results. */
  readonly out: (text: string) => void;
  /** Progress and complaints. */
  readonly err: (text: string) => void;
  /** Whether `err` is a terminal: then a bar is drawn, else lines are printed. */
  readonly terminal: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  /** From its call on a request to stop aborts the signal and ends the process no longer; a second one still does. */
  readonly untilStopped?: () => AbortSignal;
  /** Over the defaults of the network side: portals of this machine. */
  readonly http?: Partial<HttpOptions>;
  /** Instead of the network: a simulated portal. */
  readonly fetch?: Fetch;
  /** Instead of DATABASE_URL, or of PGlite in the output folder: another database for the jobs. */
  readonly database?: () => Promise<Database>;
}

/** A verb of the command line; its module is loaded only when it is called. */
export interface Verb {
  /** One line of arguments as commander writes them: `<file...>`. */
  readonly arguments?: readonly (readonly [name: string, description: string])[];
  readonly options: readonly (readonly [flags: string, description: string])[];
  /** Lines below the options in the help. */
  readonly notes?: readonly string[];
  /** Gives the exit code. `options` come from the command line as commander names them. */
  readonly run: (files: readonly string[], options: Readonly<Record<string, unknown>>, effects: CliEffects) => Promise<number>;
}
