// The sentences of a made report: short, plain and our own. No report of a real body is quoted.
import type { Figures } from './figures.js';
import type { Random } from './random.js';

const OPENINGS = [
  '一年来，本机关按照条例要求做好公开工作，做到能公开的及时公开。',
  '全年公开工作有专人负责，栏目按月检查，过期内容随时更新。',
  '本年度把群众常问的事项放在网站首页，查找更方便。',
] as const;
const CHANNELS = [
  '全年通过网站和公示栏公开信息COUNT条，其中政策文件SOME条。',
  '网站全年更新COUNT条，微信公众号推送SOME篇。',
  '公开栏张贴通知COUNT份，召开说明会SOME场。',
] as const;
const HANDLING = [
  '申请件均登记编号，按期答复，没有超期。',
  '收到的申请由办公室统一受理，相关科室会商后答复。',
] as const;
const PROBLEMS = [
  '存在的主要问题：一是个别栏目更新不够及时；二是解读材料形式单一。',
  '不足之处是人员变动较多，业务不够熟练，公开内容不够细。',
] as const;
const PLANS = ['下一步将加强培训，完善目录，定期自查。', '今后将安排专人每周检查栏目，并多用图表说明政策。'] as const;

export interface Prose {
  readonly period: string;
  readonly overview: readonly string[];
  readonly problems: readonly string[];
  readonly others: string;
}

export const proseOf = ({ body, year, table3 }: Figures, random: Random): Prose => {
  const count = random.whole(40, 900);
  const channel = random.pick(CHANNELS).replace('COUNT', String(count)).replace('SOME', String(random.whole(2, 39)));
  const received = table3.new_received?.total;
  const requests = received === undefined || received === null ? '' : `${year}年共收到政府信息公开申请${received}件。`;
  return {
    period: `根据《中华人民共和国政府信息公开条例》编制本报告。本报告所列数据的统计期限自${year}年1月1日起至${year}年12月31日止。如有疑问，请与${body}联系（电话：0999-5550123）。`,
    overview: [random.pick(OPENINGS), `（一）主动公开。${channel}`, `（二）依申请公开。${requests}${random.pick(HANDLING)}`],
    problems: [random.pick(PROBLEMS), random.pick(PLANS)],
    others: random.pick([`${year}年未收取信息处理费。`, '无其他需要报告的事项。', '本年度收取政府信息公开信息处理费0元。']),
  };
};
