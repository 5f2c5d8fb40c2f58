// CSS paths of elements. Paths of one parent's children are made together and remembered, so a table of a thousand cells costs
// a thousand string joins, not a thousand walks to the root.
import { isTag, type Element } from 'domhandler';
import { parentOf } from './dom.js';

/** Gives the CSS path of an element, from the root or from the nearest ancestor with an id of its own. */
export type PathOf = (element: Element) => string;

const IDENT = /^[A-Za-z][\w-]*$/;

const step = (name: string, nth: number): string => `${name.replace(/[^\w-]/g, '\\$&')}:nth-of-type(${nth})`;

/**
 * @param ids how often each id stands in the page; an id that stands once shortens the path
 * @param prefix path of the element whose text was parsed as markup of its own; `''` for a page
 */
export const makePathOf = (ids: ReadonlyMap<string, number>, prefix = ''): PathOf => {
  const known = new Map<Element, string>();
  const ownPath = (element: Element): string | undefined => {
    if (element.name === 'html' || element.name === 'body') return prefix || (element.name === 'html' ? 'html' : 'html>body');
    const id = element.attribs.id;
    return prefix === '' && id !== undefined && IDENT.test(id) && ids.get(id) === 1 ? `#${id}` : undefined;
  };
  const pathOf: PathOf = (element) => {
    const found = known.get(element) ?? ownPath(element);
    if (found !== undefined) return found;
    const parent = parentOf(element);
    if (!parent) return element.name;
    const above = pathOf(parent);
    const seen = new Map<string, number>();
    for (const child of parent.children) {
      if (!isTag(child)) continue;
      const nth = (seen.get(child.name) ?? 0) + 1;
      seen.set(child.name, nth);
      known.set(child, ownPath(child) ?? `${above}>${step(child.name, nth)}`);
    }
    return known.get(element) ?? above;
  };
  return pathOf;
};
