// One body under several names: 洪泽区人民政府 and 淮安市洪泽区人民政府. Names are joined only where the longer one puts an area before the
// shorter, and only inside one area, where the division code or the portal makes them speak of the same place.
import { bodyKey } from './organisation.js';

const AREA_BEFORE = /[省市县区州盟旗乡镇]$/;

/** A body as one place names it. */
export interface Named {
  /** Division code, or the source where there is none. */
  readonly area: string;
  readonly name: string;
}

/** Gives the fullest name of a body; a name that several others end with, of which none holds all the rest, stays as it is. */
export const nameBook = (named: readonly Named[]): ((one: Named) => string) => {
  const areas = new Map<string, Map<string, string>>();
  for (const { area, name } of named) {
    const names = areas.get(area) ?? new Map<string, string>();
    areas.set(area, names.set(bodyKey(name), names.get(bodyKey(name)) ?? name));
  }
  const fuller = (names: readonly string[], short: string): string => {
    const longer = names.filter((name) => name !== short && name.endsWith(short) && AREA_BEFORE.test(name.slice(0, -short.length)));
    const [longest] = longer.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    return longest !== undefined && longer.every((name) => longest.endsWith(name)) ? longest : short;
  };
  return ({ area, name }) => {
    const names = areas.get(area) ?? new Map<string, string>();
    return names.get(fuller([...names.keys()], bodyKey(name))) ?? name;
  };
};
