import { describe, expect, it } from 'vitest';
import { makeProgress } from '../../src/cli/show/progress.js';
import { textWidth } from '../../src/cli/show/width.js';

const written = (terminal: boolean, quiet: boolean): { text: () => string; progress: ReturnType<typeof makeProgress> } => {
  let text = '';
  const progress = makeProgress({ err: (more) => (text += more), terminal, columns: 60 }, 'extract', quiet);
  return { text: () => text, progress };
};

describe('progress', () => {
  it('draws a bar on a terminal, on one line no wider than it, and takes it away', () => {
    const { text, progress } = written(true, false);
    progress.step(5, 10, 'http://www.example.gov.cn/政府信息公开/政府信息公开/政府信息公开/1.html');
    expect(text()).toContain('█');
    expect(text()).not.toContain('\n');
    expect(textWidth(text().replace('\r\u001b[2K', ''))).toBeLessThan(60);
    progress.end();
    expect(text().endsWith('\r\u001b[2K')).toBe(true);
  });

  it('prints at most some ten plain lines elsewhere, the last step among them', () => {
    const { text, progress } = written(false, false);
    for (let step = 1; step <= 997; step += 1) progress.step(step, 997, 'x');
    const lines = text().split('\n').slice(0, -1);
    expect(lines.length).toBeLessThanOrEqual(11);
    expect(lines.at(-1)).toBe('extract 997/997');
  });

  it('says nothing when quiet', () => {
    const { text, progress } = written(true, true);
    progress.step(1, 1, 'x');
    progress.line('y');
    progress.end();
    expect(text()).toBe('');
  });
});
