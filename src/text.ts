// Folding of printed text for comparison. What is published is always the text as printed.
import { halfWidth } from './number.js';

/** White space of every kind, zero-width marks and soft hyphens included. */
const SPACE = /[\s\u00a0\u00ad\u180e\u200b-\u200f\u2028-\u202f\u205f\u2060\u3000\ufeff]+/g;

/** All white space removed. */
export const squeeze = (text: string): string => text.replace(SPACE, '');

/** White space folded to single blanks and trimmed. */
export const tidy = (text: string): string => text.replace(SPACE, ' ').trim();

/** Half width, no white space: the form in which two printed texts are compared. */
export const plain = (text: string): string => squeeze(halfWidth(text));

/** Traditional characters and frequent misreadings that occur in these reports, and what they stand for. */
const FOLDS: Readonly<Record<string, string>> = Object.fromEntries(
  [
    '規规 範范 許许 處处 強强 業业 費费 請请 數数 結结 轉转 續续 機机 構构 關关 級级 據据 會会 組组 織织 總总 計计 開开 區区 這这 種种 屬属 國国',
    '廢废 項项 辦办 護护 權权 務务 類类 過过 程程 執执 詢询 無无 現现 當当 複复 復复 覆复 訴诉 訟讼 維维 糾纠 審审 緊紧 內内 於于 單单 條条 額额 購购 採采',
    '對对 繼继 經经 補补 報报 複复 舉举 確确 認认 獲获 繳缴 納纳 電电 與与 為为 爲为 體体 實实 發发 製制 減减 補补 學学 研研 益益 舊旧 應应 題题 進进 況况 動动 絡络',
    '萬万 億亿 鄉乡 鎮镇 縣县 廳厅 縂总 發发 佈布 廣广 長长 農农 財财 稅税 衛卫 環环 婦妇 鐵铁 電电 漁渔 煙烟 監监 預预 應应 災灾 醫医 術术 藝艺 觀观 黨党 僑侨 臺台 灣湾',
    '茜禁 己已 巳已 末未 曰日',
  ]
    .join(' ')
    .split(' ')
    .map((pair) => [pair[0] ?? '', pair[1] ?? '']),
);

const FOLDED = new RegExp(`[${Object.keys(FOLDS).join('')}]`, 'g');

/** Traditional characters folded to simplified ones, where these reports use them. */
export const simplified = (text: string): string => text.replace(FOLDED, (c) => FOLDS[c] ?? c);

/** Stands in a text for what is printed there and could not be read. */
export const UNREAD = '\u25a1';
