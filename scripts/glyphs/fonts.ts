// The free fonts whose digits the glyph reader learns. Those of the test split are never among them.
import { execFileSync } from 'node:child_process';
import { GlobalFonts } from '@napi-rs/canvas';

/** Packages of Debian that hold them: fonts-arphic-*, fonts-wqy-*, fonts-cwtex-*, fonts-liberation, fonts-urw-base35, fonts-crosextra-*, fonts-adf-*, fonts-gfs-*, fonts-sil-*, … */
const WANTED = new RegExp(
  [
    'AR PL|WenQuanYi|cwTeX|IPA|Takao|Sawarabi|VL P?Gothic|M PLUS|Mplus|HanaMinA|Baekmuk (?:Batang|Dotum|Gulim)|Nanum(?:Gothic|Myeongjo|BarunGothic)|Un(?:Batang|Dotum|Gungseo)|Noto Sans (?:Mono )?CJK',
    'Liberation|Nimbus (?:Roman|Sans|Mono)|C059|P052|URW Bookman|URW Gothic|TeX Gyre (?:Adventor|Bonum|Cursor|Heros|Pagella|Schola|Termes)|Carlito|Caladea|DejaVu (?:Sans|Serif)|Free(?:Sans|Serif|Mono)',
    'Lato|Roboto|Inter|Cabin|Cantarell|Karla$|Tuffy|PT (?:Sans|Mono)|B612|Gillius|Universalis|Sora|Play|Fira Code|Hack|Inconsolata|Courier Prime|Terminus|GFS Neohellenic|Averia Sans',
    'Gentium|Charis SIL|STIXGeneral|Old Standard|Baskervald|Berenis ADF Pro$|Romande ADF Std|Tribun|Century Catalogue|GFS (?:Artemisia|Didot)|Kinnari|Norasi|Averia Serif|Linux (?:Libertine|Biolinum) O',
    'LM (?:Roman|Sans|Mono)(?: \\d+)?$|Latin Modern (?:Roman|Sans|Mono)(?: Demi)?$|CMU (?:Serif|Sans Serif|Typewriter Text|Bright|Concrete)$',
  ].join('|'),
);
/** Shapes no report is printed in, and the fonts of the test split with those drawn after them. */
const NOT = /Italic|Oblique|Slanted|Hairline|Thin|Extra ?Light|Extra ?Bold|Semi ?Bold|Medium|Black|Caps|Dunhill|Unslanted|Quotation|Math|Keyboard|Initials|Symbol|D050000L|Noto Serif|PT Serif|Source Serif|Open Sans/;

/** What Chinese offices print in, or its free likeness (SimSun, FangSong, KaiTi, Times, Arial, Calibri): seen more often. */
const USUAL = /AR PL|cwTeX|WenQuanYi|Liberation S|Carlito|Nimbus (?:Roman|Sans)|Noto Sans CJK/;
const OFTEN = 4;

export interface Face {
  readonly family: string;
  readonly path: string;
}

/** Faces of this machine, in a stable order; each is registered under its own name. */
export const learntFaces = (): Face[] => {
  const lines = execFileSync('fc-list', ['--format', '%{file}\t%{family}\t%{style}\t%{index}\n'], { encoding: 'utf8' }).split('\n').sort();
  const seen = new Set<string>();
  return lines.flatMap((line) => {
    const [path = '', families = '', style = '', index = '0'] = line.split('\t');
    const family = families.split(',')[0] ?? '';
    if (!WANTED.test(family) || NOT.test(`${family} ${style}`) || seen.has(path) || Number(index) > 0) return [];
    seen.add(path);
    const name = `face${seen.size}`;
    if (!GlobalFonts.registerFromPath(path, name)) return [];
    return Array.from({ length: USUAL.test(family) ? OFTEN : 1 }, () => ({ family: `${family} ${style}`, path: name }));
  });
};
