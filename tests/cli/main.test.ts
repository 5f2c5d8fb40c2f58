import { describe, expect, it } from 'vitest';
import { VERBS } from '../../src/cli/main.js';
import { SOURCE_OPTIONS } from '../../src/sources/options.js';
import { gongkai, newFolder } from './effects.js';

describe('main', () => {
  it('lists every verb in its help, and ends in 0', async () => {
    const { code, out, err } = await gongkai(['--help']);
    expect([code, err]).toEqual([0, '']);
    expect(Object.keys(VERBS).filter((verb) => !new RegExp(`^ +${verb} `, 'm').test(out))).toEqual([]);
  });

  it('prints the version of the package', async () => {
    expect((await gongkai(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('without a verb shows the help on stderr and ends in 2', async () => {
    const { code, out, err } = await gongkai([]);
    expect([code, out, err.includes('Usage: gongkai')]).toEqual([2, '', true]);
  });

  it.each([
    [['exrtact', 'a.pdf'], /unknown verb "exrtact"/],
    [['__proto__'], /unknown verb/],
    [['extract'], /missing required argument/],
    [['extract', '--josn', 'a.pdf'], /unknown option '--josn'/],
    [['extract', '--engine', 'acrobat', 'a.pdf'], /pdfium or pdfjs, got "acrobat"/],
    [['run'], /expected --source <id>, --province <code>, --all or --sources FILE/],
    [['run', '--province', '江'], /--province must be a division code, .*; got "江"/],
    [['run', '--source', 'no-such-source'], /no source "no-such-source"; known are .*-/],
    [['crawl', '--sources', 'no-such-file.json'], /no-such-file\.json: cannot be read/],
    [['run', '--source', 'x', '--delay', 'soon'], /--delay must be a whole number/],
  ])('%j is wrong use: exit code 2, one line, no stack', async (argv, message) => {
    const output = await newFolder();
    const { code, out, err } = await gongkai(argv.includes('--source') || argv.includes('--sources') ? [...argv, '--output', output] : argv);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(message);
    expect(err).toMatch(/^gongkai: [^\n]+\n$/);
  });

  it('shows the help of a verb', async () => {
    const { code, out } = await gongkai(['extract', '--help']);
    expect([code, out.includes('--engine')]).toEqual([0, true]);
  });

  it('shows every option of a source entry with its unit in the help of sources', async () => {
    const { out } = await gongkai(['sources', '--help']);
    expect(Object.keys(SOURCE_OPTIONS).filter((name) => !new RegExp(`^  ${name} +.+: .+`, 'm').test(out))).toEqual([]);
    expect(out).toMatch(/^ {2}delayMs +a whole number of milliseconds, 0 to 3600000: least pause/m);
  });
});
