// Markup that takes a parser the square of its length, in pieces small enough to be parsed all the same: what is tested is the count.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'cheerio';
import { describe, expect, test } from 'vitest';
import { MarkupError, parseMarkup } from '../../src/sources/index.js';

const numbered = (count: number, tag: (n: number) => string): string => Array.from({ length: count }, (_, n) => tag(n)).join('');

describe('given up', () => {
  test.each([
    ['nesting', '<div>'.repeat(1500)],
    ['nesting with end tags that end nothing', '<div></x>'.repeat(1500)],
    ['nesting with end tags that may not reach it', '<div><svg><foreignObject></div></foreignObject></svg>'.repeat(1500)],
    ['lists in lists', '<ul><li>'.repeat(800)],
    ['templates', '<template>'.repeat(1500)],
    ['formatting nobody closes', '<table>'.repeat(3) + 'x<b>'.repeat(1500)],
  ])('%s', (_, html) => expect(() => parseMarkup(html)).toThrow(/^expected at most 1000 levels/));

  test.each([
    ['paragraphs', '<p>'.repeat(100_001)],
    ['rows put before their table', `<table>${'<p>甲'.repeat(100_001)}`],
    ['formatting opened again in every block,', numbered(1500, (n) => `<p><b id=${String(n)}></p>`)],
  ])('%s by the hundred thousand', (_, html) => expect(() => parseMarkup(html)).toThrow(/^expected at most 100000 elements/));

  test.each([
    ['with values', `<p ${numbered(5001, (n) => `a${String(n)}="<p>"`)}>`],
    ['bare, and quotes that quote nothing', `<p "${numbered(5001, (n) => `/a${String(n)}`)}">`],
    ['in a tag that does not end', `<p${numbered(5001, (n) => ` a${String(n)} = ${String(n)}`)}`],
  ])('attributes %s', (_, html) => expect(() => parseMarkup(html)).toThrow(/^expected at most 5000 attributes/));

  test('as an error of its own', () => expect(() => parseMarkup('<i><div>'.repeat(1500))).toThrow(MarkupError));
});

test('a long comment, text in quotes and scripts are no attributes', () => {
  const words = 'a="b" '.repeat(6000);
  for (const html of [`<!--${words}-->`, `<p title='${words}'>`, `<p>"${words}"`, `<plaintext>${words}`]) expect(parseMarkup(html).root().html()).toBe(load(html).root().html());
});

test('real pages come out as they would without a measure', () => {
  const folder = new URL('../../fixtures/', import.meta.url).pathname;
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.html'));
  expect(pages.length).toBeGreaterThan(50);
  for (const name of pages) {
    const html = readFileSync(join(folder, name), 'utf8');
    expect(parseMarkup(html).root().html()).toBe(load(html).root().html());
  }
});
