// Shapes of a report's title, as seen on portals; the shape without a body leaves it to the signature and the page data.

export const TITLES = {
  plain: (body: string, year: number) => `${body}${year}年政府信息公开工作年度报告`,
  yearFirst: (body: string, year: number) => `${year}年${body}政府信息公开工作年度报告`,
  yearFirstDu: (body: string, year: number) => `${year}年度${body}政府信息公开工作年度报告`,
  du: (body: string, year: number) => `${body}${year}年度政府信息公开工作年度报告`,
  short: (body: string, year: number) => `${body}${year}年政府信息公开年报`,
  duShort: (body: string, year: number) => `${body}${year}年度政府信息公开年报`,
  noWork: (body: string, year: number) => `${body}${year}年政府信息公开年度报告`,
  situation: (body: string, year: number) => `${body}关于${year}年政府信息公开情况的报告`,
  about: (body: string, year: number) => `${body}关于印发${year}年政府信息公开工作年度报告的通知`,
  spaced: (body: string, year: number) => `${body} ${year} 年政府信息公开工作年度报告`,
  broken: (body: string, year: number) => `${body}\n${year}年政府信息公开工作年度报告`,
  chineseYear: (body: string, year: number) => `${body}${String(year).replace(/\d/g, (d) => '〇一二三四五六七八九'[Number(d)] ?? d)}年政府信息公开工作年度报告`,
  fullWidth: (body: string, year: number) => `${body}${String(year).replace(/\d/g, (d) => '０１２３４５６７８９'[Number(d)] ?? d)}年政府信息公开工作年度报告`,
  noBody: (_body: string, year: number) => `${year}年政府信息公开工作年度报告`,
  noYear: (body: string) => `${body}政府信息公开工作年度报告`,
  slip: (body: string, year: number) => `${body}${year}年政府信息公开工作告年度报告`,
  form: (body: string, year: number) => `${body}${year}年政府信息公开工作年度报告（文字版）`,
} satisfies Record<string, (body: string, year: number) => string>;

export type TitleShape = keyof typeof TITLES;
