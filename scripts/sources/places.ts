// First two digits of a division code → the file its sources are kept in and the beginning of their ids.

export interface Place {
  readonly code: string;
  /** File name without ending. */
  readonly name: string;
  readonly prefix: string;
}

const LIST =
  '11 beijing bj,12 tianjin tj,13 hebei he,14 shanxi sx,15 neimenggu nm,21 liaoning ln,22 jilin jl,23 heilongjiang hl,31 shanghai sh,32 jiangsu js,' +
  '33 zhejiang zj,34 anhui ah,35 fujian fj,36 jiangxi jx,37 shandong sd,41 henan ha,42 hubei hb,43 hunan hn,44 guangdong gd,45 guangxi gx,46 hainan hi,' +
  '50 chongqing cq,51 sichuan sc,52 guizhou gz,53 yunnan yn,54 xizang xz,61 shaanxi sn,62 gansu gs,63 qinghai qh,64 ningxia nx,65 xinjiang xj';

export const PLACES: readonly Place[] = LIST.split(',').map((line) => {
  const [code = '', name = '', prefix = ''] = line.split(' ');
  return { code, name, prefix };
});

const CENTRAL: Place = { code: '10', name: 'central', prefix: 'cn' };
/** Bodies whose division code is not certain. */
const UNPLACED: Place = { code: '', name: 'unplaced', prefix: 'xx' };

export const placeOf = (division: string, level: string): Place =>
  level === 'central' || division.startsWith('10') ? CENTRAL : (PLACES.find(({ code }) => division.startsWith(code)) ?? UNPLACED);
