// Arguments → verb → exit code: 0 all well, 1 some input failed, 2 wrong use (one line, no stack).
import { Command, CommanderError } from 'commander';
import { CliError } from '../errors.js';
import type { CliEffects, Verb } from './effects.js';
import { VERSION } from './version.js';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Verb>;
}

/** A new verb: one file and one line here. */
export const VERBS: Readonly<Record<string, Entry>> = {
  run: { summary: 'the whole way for the given sources: crawl, extract, publish; again and again with --every', load: async () => (await import('./verbs/run.js')).run },
  crawl: { summary: 'fetch the reports of the given sources into the archive', load: async () => (await import('./verbs/crawl.js')).crawlVerb },
  extract: { summary: 'read files from disk and show the reports in them', load: async () => (await import('./verbs/extract.js')).extractVerb },
  work: { summary: 'take jobs of runs on the same PostgreSQL (DATABASE_URL) until told to end', load: async () => (await import('./verbs/work.js')).work },
  publish: { summary: 'make the data package from everything in the archive', load: async () => (await import('./verbs/publish.js')).publishVerb },
  sources: { summary: 'list, check and add sources: the addresses where reports are listed', load: async () => (await import('./verbs/sources.js')).sourcesVerb },
};

const plainly = (command: Command, effects: CliEffects): Command =>
  command
    .exitOverride()
    .showSuggestionAfterError(false)
    .helpOption('-h, --help', 'show this help')
    .configureOutput({ writeOut: effects.out, writeErr: effects.err, outputError: (text, write) => write(text.replace(/^error: /, 'gongkai: ')) });

const overview = (effects: CliEffects): Command => {
  const program = plainly(new Command('gongkai'), effects)
    .usage('<verb> [options]')
    .description('Reads the annual disclosure reports (政府信息公开工作年度报告) of Chinese government bodies.')
    .version(VERSION, '-V, --version', 'show the version')
    .helpCommand(false)
    .addHelpText('after', '\n`gongkai <verb> --help` shows the options of a verb.');
  for (const [name, { summary }] of Object.entries(VERBS)) program.command(name).summary(summary).description(summary);
  return program;
};

const commandOf = (name: string, { summary }: Entry, verb: Verb, effects: CliEffects): Command => {
  const command = plainly(new Command(`gongkai ${name}`), effects).description(summary);
  for (const [argument, description] of verb.arguments ?? []) command.argument(argument, description);
  for (const [flags, description] of verb.options) command.option(flags, description);
  if (verb.notes) command.addHelpText('after', `\n${verb.notes.join('\n')}`);
  return command;
};

const runVerb = async (name: string, entry: Entry, argv: readonly string[], effects: CliEffects): Promise<number> => {
  const verb = await entry.load();
  const command = commandOf(name, entry, verb, effects).parse([...argv], { from: 'user' });
  return verb.run(command.args, command.opts(), effects);
};

const dispatch = async (argv: readonly string[], effects: CliEffects): Promise<number> => {
  const [name = '', ...rest] = argv;
  const entry = Object.hasOwn(VERBS, name) ? VERBS[name] : undefined;
  if (entry) return runVerb(name, entry, rest, effects);
  if (name !== '' && !name.startsWith('-')) throw new CliError(`unknown verb "${name}"; known are ${Object.keys(VERBS).join(', ')}`);
  const program = overview(effects);
  if (name === '') program.outputHelp({ error: true });
  else program.parse([...argv], { from: 'user' });
  return 2;
};

/** Runs one command line, without the node and script names; what is not wrong use and not a finding is a bug and is thrown. */
export const main = async (argv: readonly string[], effects: CliEffects): Promise<number> => {
  try {
    return await dispatch(argv, effects);
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof CliError)) throw error;
    effects.err(`gongkai: ${error.message.replace(/\s*\n\s*/g, ' ')}\n`);
    return error.exitCode;
  }
};
