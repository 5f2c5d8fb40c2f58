// The source entries that come with the program, one file per province. None has been visited by its authors: addresses
// were collected from published reports and public code, and may have moved.
import anhui from './data/anhui.json' with { type: 'json' };
import beijing from './data/beijing.json' with { type: 'json' };
import central from './data/central.json' with { type: 'json' };
import chongqing from './data/chongqing.json' with { type: 'json' };
import fujian from './data/fujian.json' with { type: 'json' };
import gansu from './data/gansu.json' with { type: 'json' };
import guangdong from './data/guangdong.json' with { type: 'json' };
import guangxi from './data/guangxi.json' with { type: 'json' };
import guizhou from './data/guizhou.json' with { type: 'json' };
import hainan from './data/hainan.json' with { type: 'json' };
import hebei from './data/hebei.json' with { type: 'json' };
import heilongjiang from './data/heilongjiang.json' with { type: 'json' };
import henan from './data/henan.json' with { type: 'json' };
import hubei from './data/hubei.json' with { type: 'json' };
import hunan from './data/hunan.json' with { type: 'json' };
import jiangsu from './data/jiangsu.json' with { type: 'json' };
import jiangxi from './data/jiangxi.json' with { type: 'json' };
import jilin from './data/jilin.json' with { type: 'json' };
import liaoning from './data/liaoning.json' with { type: 'json' };
import neimenggu from './data/neimenggu.json' with { type: 'json' };
import ningxia from './data/ningxia.json' with { type: 'json' };
import qinghai from './data/qinghai.json' with { type: 'json' };
import shaanxi from './data/shaanxi.json' with { type: 'json' };
import shandong from './data/shandong.json' with { type: 'json' };
import shanghai from './data/shanghai.json' with { type: 'json' };
import shanxi from './data/shanxi.json' with { type: 'json' };
import sichuan from './data/sichuan.json' with { type: 'json' };
import tianjin from './data/tianjin.json' with { type: 'json' };
import unplaced from './data/unplaced.json' with { type: 'json' };
import xinjiang from './data/xinjiang.json' with { type: 'json' };
import yunnan from './data/yunnan.json' with { type: 'json' };
import zhejiang from './data/zhejiang.json' with { type: 'json' };
import type { Source } from '../model/index.js';
import { checkIds, parseSources } from './source.js';

const FILES: Readonly<Record<string, unknown>> = {
  anhui, beijing, central, chongqing, fujian, gansu, guangdong, guangxi, guizhou, hainan, hebei, heilongjiang, henan,
  hubei, hunan, jiangsu, jiangxi, jilin, liaoning, neimenggu, ningxia, qinghai, shaanxi, shandong, shanghai, shanxi,
  sichuan, tianjin, unplaced, xinjiang, yunnan, zhejiang,
};

/** Sorted by file, then as written. */
export const BUNDLED_SOURCES: readonly Source[] = checkIds(
  Object.entries(FILES).flatMap(([name, data]) => parseSources(data, `${name}.json`)),
);
