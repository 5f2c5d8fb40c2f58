// 二、主动公开政府信息情况: four blocks, each with its own columns. 2021: forms of 国办公开办函〔2021〕30号; 2019: 〔2019〕60号.
import type { FormHeading, FormTable } from '../model/index.js';
import { atMost, formTable, heading, makeField, type Measure } from './build.js';

/** One block: its rows share its columns. */
interface Block {
  readonly rows: readonly FormHeading[];
  readonly columns: readonly (readonly [FormHeading, Measure])[];
}

const ART_1 = ['第二十条第（一）项'];
const ART_5 = ['第二十条第（五）项'];
const ART_6 = ['第二十条第（六）项'];
const ART_8 = ['第二十条第（八）项'];
const ART_9 = ['第二十条第（九）项'];

const documents: Measure = { unit: '件', type: 'count' };
const items: Measure = { unit: '项', type: 'count' };
const change: Measure = { unit: '项', type: 'change' };

const regulations = heading('regulations', 'Rules (government rules)', ['规章'], ART_1);
const normativeDocs = heading('normative_docs', 'Administrative normative documents', ['行政规范性文件', '规范性文件'], ART_1);
const licensing = heading('licensing', 'Administrative licensing', ['行政许可'], ART_5);
const otherServices = heading('other_services', 'Other external administration and service matters', ['其他对外管理服务事项'], ART_5);
const penalty = heading('penalty', 'Administrative penalties', ['行政处罚'], ART_6);
const compulsion = heading('compulsion', 'Administrative compulsion (coercive measures)', ['行政强制'], ART_6);
const fees = heading('fees', 'Administrative and institutional fees', ['行政事业性收费'], ART_8);
const procurement = heading('procurement', 'Centralised government procurement', ['政府集中采购'], ART_9);

const blocks2021: readonly Block[] = [
  {
    rows: [regulations, normativeDocs],
    columns: [
      [heading('issued', 'issued this year', ['本年制发件数', '本年发件']), documents],
      [heading('repealed', 'repealed this year', ['本年废止件数', '本年度止件数']), documents],
      [heading('in_force', 'currently in force', ['现行有效件数', '现行有效件']), documents],
    ],
  },
  { rows: [licensing], columns: [[heading('decisions', 'decisions this year', ['本年处理决定数量']), documents]] },
  { rows: [penalty, compulsion], columns: [[heading('decisions', 'decisions this year', ['本年处理决定数量']), documents]] },
  {
    rows: [fees],
    columns: [
      [heading('amount_wan', 'amount collected this year', ['本年收费金额（单位：万元）', '本年收费金额']), { unit: '万元', type: 'amount' }],
    ],
  },
];

const itemColumns: Block['columns'] = [
  [heading('items_prev_year', 'items in the previous year', ['上一年项目数量']), items],
  [heading('items_change', 'increase or decrease this year', ['本年增/减', '本年增减', '本年增/']), change],
];
const withDecisions: Block['columns'] = [...itemColumns, [heading('decisions', 'decisions handled', ['处理决定数量']), documents]];

const blocks2019: readonly Block[] = [
  {
    rows: [regulations, heading('normative_docs', 'Normative documents', ['规范性文件', '行政规范性文件'], ART_1)],
    columns: [
      [heading('made', 'newly made this year', ['本年新制作数量', '本年新']), documents],
      [heading('newly_disclosed', 'newly disclosed this year', ['本年新公开数量', '本年新']), documents],
      [heading('total_disclosed', 'total disclosed to the public', ['对外公开总数量']), documents],
    ],
  },
  { rows: [licensing, otherServices], columns: withDecisions },
  { rows: [penalty, compulsion], columns: withDecisions },
  { rows: [fees], columns: itemColumns },
  {
    rows: [procurement],
    columns: [
      [heading('items', 'items procured', ['采购项目数量']), items],
      [heading('amount_yuan', 'total amount procured', ['采购总金额']), { unit: '元', type: 'amount' }],
    ],
  },
];

const fieldsOf = (blocks: readonly Block[]) =>
  blocks.flatMap(({ rows, columns }) => rows.flatMap((row) => columns.map(([column, measure]) => makeField('t2', row, column, measure))));

const columnsOf = (blocks: readonly Block[]): FormHeading[] => [
  ...new Map(blocks.flatMap(({ columns }) => columns.map(([column]) => [column.code, column] as const))).values(),
];

const soft2019 = [regulations, normativeDocs].flatMap(({ code, english }) => [
  atMost(
    {
      id: 'T2-19-NEW',
      label: '本年新公开数量 ≤ 对外公开总数量',
      description: `${english}: what was newly disclosed is part of all that is disclosed`,
      origin: '国办公开办函〔2019〕60号, section two',
      severity: 'warning',
    },
    `t2.${code}_newly_disclosed`,
    `t2.${code}_total_disclosed`,
  ),
  atMost(
    {
      id: 'T2-19-MADE',
      label: '本年新公开数量 ≤ 本年新制作数量',
      description: `${english}: mostly no more is newly disclosed than was newly made; older documents may be disclosed too`,
      origin: '国办公开办函〔2019〕60号, section two',
      severity: 'note',
    },
    `t2.${code}_newly_disclosed`,
    `t2.${code}_made`,
  ),
]);

const rowsOf = (blocks: readonly Block[]): FormHeading[] => blocks.flatMap(({ rows }) => rows);

export const SECTION_TWO_2021: FormTable = formTable('t2', '2021', rowsOf(blocks2021), columnsOf(blocks2021), fieldsOf(blocks2021), []);
export const SECTION_TWO_2019: FormTable = formTable('t2', '2019', rowsOf(blocks2019), columnsOf(blocks2019), fieldsOf(blocks2019), soft2019);
