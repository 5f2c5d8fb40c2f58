import { describe, expect, it } from 'vitest';
import type { Glyph, PageContent } from '../../../src/read/pdf/engine.js';
import { pageKind } from '../../../src/read/pdf/page-kind.js';

const A4 = { width: 595, height: 842 };
const glyph: Glyph = { text: '公', x0: 10, top: 10, x1: 20, bottom: 20, size: 10, direction: 'right', spaced: false };
const glyphs = (count: number): Glyph[] => Array.from({ length: count }, () => glyph);

const content = (more: Partial<PageContent>): PageContent => ({ ...A4, glyphs: [], hidden: [], rules: [], images: [], shapes: 0, ...more });

/** A picture of the whole sheet, at `dpi`. */
const sheet = (dpi: number) => ({ box: [0, 0, A4.width, A4.height] as const, width: Math.round((A4.width * dpi) / 72), height: Math.round((A4.height * dpi) / 72) });

describe('how a page is read', () => {
  it('by its text where there is nothing else', () => {
    expect(pageKind(content({ glyphs: glyphs(400) })).kind).toBe('text');
  });

  it('as a picture at the density of the scan, a page number in text notwithstanding', () => {
    const { kind, dpi } = pageKind(content({ images: [sheet(150)], glyphs: glyphs(3) }));
    expect([kind, Math.round(dpi)]).toEqual(['picture', 150]);
  });

  it('as a picture where the only text is an invisible layer', () => {
    expect(pageKind(content({ images: [sheet(200)], hidden: glyphs(900) })).kind).toBe('picture');
  });

  it('as a picture where the text is drawn as outlines', () => {
    expect(pageKind(content({ shapes: 2000 }))).toEqual({ kind: 'picture', dpi: 200 });
  });

  it('by both where a large picture stands in the text', () => {
    const image = { box: [80, 300, 520, 600] as const, width: 1222, height: 833 };
    const { kind, dpi } = pageKind(content({ glyphs: glyphs(400), images: [image] }));
    expect([kind, Math.round(dpi)]).toEqual(['mixed', 200]);
  });

  it('by its text over a picture that is the ground of the page', () => {
    expect(pageKind(content({ glyphs: glyphs(400), images: [sheet(72)] })).kind).toBe('text');
  });

  it('measures a picture that lies turned on the page along its own sides', () => {
    const { width, height } = sheet(200);
    expect(Math.round(pageKind(content({ images: [{ box: [0, 0, A4.width, A4.height], width: height, height: width }] })).dpi)).toBe(200);
  });

  it('not at all where nothing is on it', () => {
    expect(pageKind(content({})).kind).toBe('blank');
  });
});
