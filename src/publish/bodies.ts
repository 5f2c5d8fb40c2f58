// Which bodies are known, from source entries, links and reports; and which names are one body: 洪泽区人民政府 and 淮安市洪泽区人民政府. Names
// are joined only where the longer one puts an area before the shorter, and only inside one area, where the division code or the
// portal makes them speak of the same place.
import { bodyKey } from './organisation.js';

const AREA_BEFORE = /[省市县区州盟旗乡镇]$/;

/** A body as one source names it. */
export interface Named {
  readonly source: string;
  /** Division code, or the source where there is none. */
  readonly area: string;
  readonly name: string;
}

export interface Body {
  readonly area: string;
  /** Its fullest name, as printed. */
  readonly name: string;
  /** Ids of the sources that know it, sorted. */
  readonly sources: readonly string[];
}

export interface Bodies {
  readonly all: readonly Body[];
  /** The fullest name of a body; a name that several others end with, of which none holds all the rest, stays as it is. */
  readonly fullName: (area: string, name: string) => string;
  /** The only body that a source knows. */
  readonly onlyIn: (source: string) => string | undefined;
}

const fuller = (keys: readonly string[], short: string): string => {
  const longer = keys.filter((key) => key !== short && key.endsWith(short) && AREA_BEFORE.test(key.slice(0, -short.length)));
  const [longest] = longer.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  return longest !== undefined && longer.every((key) => longest.endsWith(key)) ? longest : short;
};

/** Area → folded name → the name as first printed. */
const printedNames = (named: readonly Named[]): ReadonlyMap<string, ReadonlyMap<string, string>> => {
  const areas = new Map<string, Map<string, string>>();
  for (const { area, name } of named) {
    const names = areas.get(area) ?? new Map<string, string>();
    const key = bodyKey(name);
    areas.set(area, names.set(key, names.get(key) ?? name));
  }
  return areas;
};

export const bodiesOf = (named: readonly Named[]): Bodies => {
  const areas = printedNames(named);
  const fullName = (area: string, name: string): string => {
    const names = areas.get(area) ?? new Map<string, string>();
    return names.get(fuller([...names.keys()], bodyKey(name))) ?? name;
  };
  const bodies = new Map<string, Body>();
  const inSource = new Map<string, Set<string>>();
  for (const { source, area, name } of named) {
    const full = fullName(area, name);
    const known = bodies.get(`${area}\n${full}`)?.sources ?? [];
    bodies.set(`${area}\n${full}`, { area, name: full, sources: [...new Set([...known, source])].sort() });
    inSource.set(source, (inSource.get(source) ?? new Set()).add(full));
  }
  return {
    all: [...bodies.values()],
    fullName,
    onlyIn: (source) => {
      const [only, ...more] = inSource.get(source) ?? [];
      return more.length === 0 ? only : undefined;
    },
  };
};
