// The source entries that come with the program, one file per province. None has been visited by its authors: addresses
// were collected from published reports and may have moved.
import beijing from './data/beijing.json' with { type: 'json' };
import central from './data/central.json' with { type: 'json' };
import fujian from './data/fujian.json' with { type: 'json' };
import guizhou from './data/guizhou.json' with { type: 'json' };
import hubei from './data/hubei.json' with { type: 'json' };
import jiangsu from './data/jiangsu.json' with { type: 'json' };
import jilin from './data/jilin.json' with { type: 'json' };
import zhejiang from './data/zhejiang.json' with { type: 'json' };
import type { Source } from '../model/index.js';
import { checkIds, parseSources } from './source.js';

const FILES: Readonly<Record<string, unknown>> = { beijing, central, fujian, guizhou, hubei, jiangsu, jilin, zhejiang };

/** Sorted by file, then as written. */
export const BUNDLED_SOURCES: readonly Source[] = checkIds(
  Object.entries(FILES).flatMap(([name, data]) => parseSources(data, `${name}.json`)),
);
