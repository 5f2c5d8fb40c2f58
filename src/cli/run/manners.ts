// How a portal is asked: under what name, and how slowly. Portals of others are small machines, and whoever keeps one may want to write.
import { CRAWL_DEFAULTS } from '../../crawl/index.js';
import type { Source } from '../../model/index.js';
import type { CliEffects } from '../effects.js';
import { VERSION } from '../version.js';

/** Whatever an entry or the command line says, portals of others are not asked faster. */
export const LEAST_DELAY_MS = 1000;

export interface Manners {
  readonly delay?: number | undefined;
  readonly contact?: string | undefined;
}

export const onThisMachine = ({ listing }: Pick<Source, 'listing'>): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(new URL(listing).hostname);

/** A portal on this machine, or one that stands in for the network; then whoever runs it decides. */
const isOwn = (source: Source, { fetch, http }: CliEffects): boolean => onThisMachine(source) || http?.allowLoopback === true || fetch !== undefined;

/** What a person wrote into the entry wins over the command line: they know the portal. */
const wishedDelay = ({ options }: Source, { delay }: Manners): number | undefined => options?.delayMs ?? delay;

export const delayOf = (source: Source, manners: Manners, effects: CliEffects): number => {
  const wished = wishedDelay(source, manners);
  if (isOwn(source, effects)) return wished ?? (onThisMachine(source) ? 0 : CRAWL_DEFAULTS.delayMs);
  return Math.max(LEAST_DELAY_MS, wished ?? CRAWL_DEFAULTS.delayMs);
};

export const userAgentOf = ({ contact }: Manners): string => `gongkai/${VERSION}${contact === undefined ? '' : ` (+${contact})`}`;

/** What is not as it should be, and what is done about it. */
export const mannerWarnings = (sources: readonly Source[], manners: Manners, effects: CliEffects): string[] => {
  const others = sources.filter((source) => !isOwn(source, effects));
  const hasty = others.filter((source) => (wishedDelay(source, manners) ?? LEAST_DELAY_MS) < LEAST_DELAY_MS).map(({ id }) => id);
  return [
    ...(others.length > 0 && manners.contact === undefined ? ['no --contact: expected a mail or web address at which whoever keeps a portal can complain; give one with --contact'] : []),
    ...(hasty.length > 0 ? [`a pause under ${LEAST_DELAY_MS} ms is for portals on this machine; ${LEAST_DELAY_MS} ms are kept for ${hasty.slice(0, 5).join(', ')}${hasty.length > 5 ? ` and ${hasty.length - 5} more` : ''}`] : []),
  ];
};

export const warnOfManners = (sources: readonly Source[], manners: Manners, effects: CliEffects): void => {
  for (const line of mannerWarnings(sources, manners, effects)) effects.err(`gongkai: ${line}\n`);
};
