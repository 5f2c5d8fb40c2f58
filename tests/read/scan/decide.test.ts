import { describe, expect, it } from 'vitest';
import { decide, decideAgain } from '../../../src/read/scan/decide.js';
import type { GlyphReading } from '../../../src/read/scan/glyphs/index.js';

const glyphs = (text: string, confidence: number, others: GlyphReading['candidates'] = []): GlyphReading => ({
  kind: 'number',
  text,
  confidence,
  candidates: [{ text, weight: confidence }, ...others],
  ink: [0, 0, 10, 10],
  full: 200,
  pieces: [],
  doubtful: false,
  roomy: false,
  footed: false,
  dashed: false,
});
const blank: GlyphReading = { kind: 'blank', text: '', confidence: 1, candidates: [], ink: null, full: 0, pieces: [], doubtful: false, roomy: false, footed: false, dashed: false };

describe('decide', () => {
  it('does not take a figure that has lost its point, however surely both read the rest', () => {
    const sure = { confidence: 0.99 };
    expect(decide(glyphs('04', 0.99), { text: '04', ...sure }).double.agreed).toBe(false);
    expect(decide({ ...glyphs('125', 0.99), doubtful: true }, { text: '125', ...sure }).double.agreed).toBe(false);
    expect(decide(glyphs('0.4', 0.99), { text: '0.4', ...sure }).double.agreed).toBe(true);
  });

  it('takes a dash for one where the engine sees no digit', () => {
    const dash: GlyphReading = { ...glyphs('-', 0.95), kind: 'mark' };
    expect([decide(dash, { text: '', confidence: 0 }), decide(dash, { text: '-,', confidence: 0.4 }), decide(dash, { text: '1', confidence: 0.9 })].map(({ double }) => double.agreed)).toEqual([true, true, false]);
  });

  it('tells of ink that may be a point or a sign run into a digit', () => {
    const engine = { text: '41', confidence: 0.99 };
    expect(decide({ ...glyphs('41', 0.95), footed: true }, engine).double).toMatchObject({ agreed: true, footed: true });
    expect(decide(glyphs('41', 0.95), engine).double.footed).toBe(undefined);
    expect(decide({ ...glyphs('41', 0.95), dashed: true }, engine).double).toMatchObject({ agreed: true, dashed: true });
  });

  it('takes a point that the engine lost where there is room for one, and only there', () => {
    const engine = { text: '64', confidence: 0.98 };
    expect(decide({ ...glyphs('6.4', 0.95), roomy: true }, engine)).toMatchObject({ text: '6.4', double: { agreed: true } });
    expect(decide(glyphs('6.4', 0.95), engine).double.agreed).toBe(false);
    expect(decide({ ...glyphs('6.4', 0.5), roomy: true }, engine).double.agreed).toBe(false);
    expect(decide({ ...glyphs('6.4', 0.95), roomy: true }, { ...engine, text: '84' }).double.agreed).toBe(false);
  });

  it('takes a zero with a speck beside it for a zero', () => {
    expect(decide(glyphs('.0', 0.95), { text: '0.', confidence: 0.9 })).toMatchObject({ text: '0', double: { agreed: true } });
    expect(decide(glyphs('.5', 0.95), { text: '.5', confidence: 0.9 }).double.agreed).toBe(false);
  });

  it('takes a figure on which both readers agree', () => {
    const { text, double } = decide(glyphs('31', 0.95), { text: '31', confidence: 0.9 });
    expect([text, double.agreed]).toEqual(['31', true]);
    expect(double.readings.map((reading) => reading.text)).toEqual(['31', '31']);
  });

  it('leaves a figure open on which they differ, with the candidates of both', () => {
    const { double } = decide(glyphs('31', 0.6, [{ text: '37', weight: 0.3 }]), { text: '37', confidence: 0.8 });
    expect(double.agreed).toBe(false);
    expect(double.candidates.map(({ text }) => text)).toEqual(['37', '31']);
  });

  it('leaves a figure open on which both agree without being sure', () => {
    expect(decide(glyphs('8', 0.3), { text: '8', confidence: 0.2 }).double.agreed).toBe(false);
  });

  it('takes ink, not a reader, as proof of a blank', () => {
    expect(decide(blank, undefined)).toMatchObject({ text: '', double: { agreed: true } });
  });

  it('leaves a figure open that only one reader saw', () => {
    expect(decide(glyphs('5', 0.99), { text: '', confidence: 0 }).double.agreed).toBe(false);
  });

  it('reads a comma that parts no thousands as the point it was', () => {
    expect(decide(glyphs('0,003', 0.9), { text: '0,003', confidence: 0.9 }).text).toBe('0.003');
    expect(decide(glyphs('1,234', 0.9), { text: '1,234', confidence: 0.9 }).text).toBe('1,234');
  });

  it('leaves a long number open whose digits our reader is not sure of one by one', () => {
    expect(decide(glyphs('191575', 0.15), { text: '191575', confidence: 0.98 }).double.agreed).toBe(false);
    expect(decide(glyphs('191575', 0.5), { text: '191575', confidence: 0.98 }).double.agreed).toBe(true);
  });
});

describe('decideAgain', () => {
  const first = decide(glyphs('5.3', 0.9), { text: '53', confidence: 0.97 });

  it('takes what the second look confirms', () => {
    expect(decideAgain(glyphs('5.3', 0.9), first, { text: '5.3', confidence: 0.9 })).toMatchObject({ text: '5.3', double: { agreed: true } });
  });

  it('does not where our own reader is unsure', () => {
    expect(decideAgain(glyphs('5.3', 0.5), first, { text: '5.3', confidence: 0.9 }).double.agreed).toBe(false);
  });

  it('keeps the candidates of both looks where they differ still', () => {
    const { double } = decideAgain(glyphs('5.3', 0.9), first, { text: '5.8', confidence: 0.8 });
    expect(double.agreed).toBe(false);
    expect(double.candidates.map(({ text }) => text).sort()).toEqual(['5.3', '5.8', '53']);
  });
});
