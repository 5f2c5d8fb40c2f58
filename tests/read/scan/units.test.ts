// What is read of the heading over an amount → the heading of the form with the unit that is printed.
import { describe, expect, it } from 'vitest';
import { FORMS } from '../../../src/form/index.js';
import { asPriced, isPriced, pricedLabels } from '../../../src/read/scan/units.js';

describe('the heading over an amount', () => {
  it.each([
    ['采购总金额', '采购总金额'],
    ['采购总金颜', '采购总金额'],
    ['采购总金额“', '采购总金额'],
    ['采购总金额（万元）', '采购总金额（万元）'],
    ['采购总金额(单位:\n万元', '采购总金额（万元）'],
    ['采购总金额（元）', '采购总金额（元）'],
    ['采购总金额（力元）', '采购总金额（□元）'],
    ['采购总金额《7', '采购总金额（□元）'],
    ['采购', '采购总金额（□元）'],
    ['', '采购总金额（□元）'],
  ])('%j is %j', (read, heading) => {
    expect(asPriced(read, '采购总金额')).toBe(heading);
  });

  it('loses no unit of which the end alone was read', () => {
    expect([asPriced('本年收费金额（单位:元）', '本年收费金额（单位：万元）'), asPriced('本年收费金额(单位;方元)', '本年收费金额（单位：万元）')]).toEqual(['本年收费金额（元）', '本年收费金额（□元）']);
  });

  it('is one in each edition', () => {
    const tables = FORMS.map((form) => form.tables.t2);
    expect(tables.map(pricedLabels).map((labels) => labels.map(([label]) => label))).toEqual(tables.map((table) => table.fields.flatMap(({ type, column }) => (type === 'amount' ? [table.columns.find(({ code }) => code === column)?.labels[0]] : []))));
    expect(tables.every((table) => table.columns.some(({ labels }) => isPriced(labels, table)))).toBe(true);
  });
});
