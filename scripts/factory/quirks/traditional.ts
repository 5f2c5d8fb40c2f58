// Simplified to traditional characters, as far as the labels of the form and our own sentences need it.
const SIMPLIFIED = '规条项现数处决强业费单万结转请总计归国机关审维纠复议诉讼问题况进开报无电话务会织团属于经济类内过执卷询补确办继续从与为严实达应发级题动传录区县镇当对将专个间没业识别导产织额权获举访须时网说级众习员责务书张贴过样该';
const TRADITIONAL = '規條項現數處決強業費單萬結轉請總計歸國機關審維糾復議訴訟問題況進開報無電話務會織團屬於經濟類內過執卷詢補確辦繼續從與為嚴實達應發級題動傳錄區縣鎮當對將專個間沒業識別導產織額權獲舉訪須時網說級眾習員責務書張貼過樣該';

const PAIRS = new Map(Array.from(SIMPLIFIED, (char, i) => [char, TRADITIONAL[i] ?? char]));

export const toTraditional = (text: string): string => Array.from(text, (char) => PAIRS.get(char) ?? char).join('');
