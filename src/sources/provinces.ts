// Provinces, in the order of their codes (GB/T 2260, first two digits).
const NAMES: Readonly<Record<string, string>> = {
  11: '北京', 12: '天津', 13: '河北', 14: '山西', 15: '内蒙古', 21: '辽宁', 22: '吉林', 23: '黑龙江', 31: '上海', 32: '江苏', 33: '浙江',
  34: '安徽', 35: '福建', 36: '江西', 37: '山东', 41: '河南', 42: '湖北', 43: '湖南', 44: '广东', 45: '广西', 46: '海南', 50: '重庆', 51: '四川',
  52: '贵州', 53: '云南', 54: '西藏', 61: '陕西', 62: '甘肃', 63: '青海', 64: '宁夏', 65: '新疆',
};

const SUFFIX = /(?:省|市|壮族自治区|回族自治区|维吾尔自治区|自治区)$/;

/** Digits a division code begins with: those given, or those of a province named in Chinese; `undefined` for anything else. */
export const divisionPrefix = (given: string): string | undefined =>
  /^\d{1,6}$/.test(given) ? given : Object.entries(NAMES).find(([, name]) => name === given.replace(SUFFIX, ''))?.[0];
