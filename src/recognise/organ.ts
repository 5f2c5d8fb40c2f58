// Names of government bodies: what looks like one, and which of two names for the same body is the fuller.
import { squeeze } from '../text.js';

const SUFFIX =
  /(?:人民政府|政府|办公室|办公厅|办事处|管理处|委员会|管委会|工委|局|厅|委|院|署|部|办|中心|街道|镇|乡|苏木|所|站|总队|支队|大队|分局|管理区|新区|开发区|集团|公司|学校|大学|医院|银行|协会|联合会|总会|党组)(?:（[^（）]*）|\([^()]*\))?$/;

/** Names of bodies have at most so many characters. */
const LONGEST_NAME = 40;

const NOT_A_NAME = /[，。；：:、]|年|报告|统计|情况|公开|联系|电话|地址|下载|版权|主办|承办|http/;

export const isOrgan = (text: string): boolean => {
  const name = squeeze(text);
  return name.length >= 3 && name.length <= LONGEST_NAME && SUFFIX.test(name) && !NOT_A_NAME.test(name);
};

/** Whether the name ends with a word for a kind of body. */
export const isWhole = (name: string): boolean => SUFFIX.test(name);

/**
 * Whether `longer` names the same body as `name` more fully: the name of the upper area before it
 * (乐都区人民政府 → 海东市乐都区人民政府), or the kind of body after it (迎宾路街道 → 迎宾路街道办事处).
 */
export const isFuller = (longer: string, name: string): boolean =>
  longer.length > name.length && (longer.endsWith(name) || (!isWhole(name) && longer.includes(name) && isWhole(longer)));

/** Names after which the report is of the organ itself, not of the area it governs. */
export const isOwn = (name: string): boolean => /办公室|办公厅|本级|本机关/.test(name) && !/人民政府[（(]/.test(name);
