// What copying, scanning and photographing do to a page, in the order in which it happens: stamp → paper → optics → sensor → file.
import type { Canvas } from '@napi-rs/canvas';
import sharp from 'sharp';
import { fromUnitSquare, type Homography, times, turned } from '../../../src/read/scan/image/warp.js';
import { resample } from '../../../src/read/scan/image/warp.js';
import type { Grey } from '../../../src/read/scan/picture.js';
import { seeded, type Random } from '../random.js';
import type { Damage } from './look.js';
import { stampOn } from './stamp.js';

export interface ScannedPicture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue; or the same grey thrice. */
  readonly planes: readonly [Grey, Grey, Grey] | readonly [Grey];
}

const planesOf = (canvas: Canvas, colour: boolean): ScannedPicture['planes'] => {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const plane = (channel: number): Grey => ({ width, height, data: Uint8Array.from({ length: width * height }, (_, i) => data[4 * i + channel] as number) });
  return colour ? [plane(0), plane(1), plane(2)] : [{ width, height, data: Uint8Array.from({ length: width * height }, (_, i) => 0.3 * (data[4 * i] as number) + 0.59 * (data[4 * i + 1] as number) + 0.11 * (data[4 * i + 2] as number)) }];
};

type Step = (grey: Grey) => Grey;

const mapped = (grey: Grey, change: (value: number, at: number) => number): Grey => {
  const data = new Uint8Array(grey.data.length);
  for (let i = 0; i < data.length; i += 1) data[i] = Math.max(0, Math.min(255, change(grey.data[i] as number, i)));
  return { ...grey, data };
};

/** The back of the sheet, mirrored, shines through. */
const bleed = (strength: number, back: Grey): Step => (grey) =>
  mapped(grey, (value, i) => {
    const y = Math.floor(i / grey.width);
    const x = i - y * grey.width;
    const behind = y < back.height && x < back.width ? (back.data[y * back.width + (back.width - 1 - x)] as number) : 255;
    return Math.min(value, 255 - strength * (255 - behind));
  });

/** Light that falls from one side and is lost in a corner. */
const unevenLight = (strength: number, random: Random): Step => {
  const [ax, ay, bx] = [random.next() - 0.5, random.next() - 0.5, random.next()];
  return (grey) =>
    mapped(grey, (value, i) => {
      const y = Math.floor(i / grey.width) / grey.height;
      const x = (i % grey.width) / grey.width;
      const shade = 1 - strength * Math.max(0, Math.min(1, 0.5 + ax * (x - 0.5) * 2 + ay * (y - 0.5) * 2 + 0.35 * Math.exp(-(((x - bx) / 0.08) ** 2))));
      return value * shade;
    });
};

/** Normal deviates, drawn once: millions of pixels need noise. */
const noiseTable = (random: Random): Float32Array => Float32Array.from({ length: 65_537 }, () => Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()));

const noise = (sigma: number, random: Random): Step => {
  const table = noiseTable(random);
  const [step, start] = [random.whole(1, 60_000), random.whole(0, 65_536)];
  return (grey) => mapped(grey, (value, i) => value + sigma * (table[(start + i * step + (i >> 9)) % table.length] as number));
};

const salt = (share: number, random: Random): Step => (grey) => {
  const data = new Uint8Array(grey.data);
  for (let n = Math.round(share * data.length); n > 0; n -= 1) data[random.whole(0, data.length - 1)] = random.next() < 0.5 ? 0 : 255;
  return { ...grey, data };
};

const contrast = (share: number): Step => (grey) => mapped(grey, (value) => 250 - share * (250 - value));

const fax = (level: number): Step => (grey) => mapped(grey, (value) => (value < level ? 0 : 255));

const blur = async (grey: Grey, sigma: number): Promise<Grey> => {
  const { data } = await sharp(grey.data, { raw: { width: grey.width, height: grey.height, channels: 1 } }).blur(Math.max(0.3, sigma)).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
  return { ...grey, data: new Uint8Array(data) };
};

/** Skew about the middle and the four corners of a sheet that was not held flat: from the result to the page. */
const bent = (width: number, height: number, { skew, perspective = 0 }: Damage, random: Random): Homography => {
  const angle = (skew * Math.PI) / 180;
  const corner = (x: number, y: number): readonly [number, number] => {
    const [dx, dy] = [(x - 0.5) * width, (y - 0.5) * height];
    const off = (): number => (random.next() - 0.5) * 2 * perspective;
    return [width / 2 + dx * Math.cos(angle) - dy * Math.sin(angle) + off() * width, height / 2 + dx * Math.sin(angle) + dy * Math.cos(angle) + off() * height];
  };
  return times(fromUnitSquare([corner(0, 0), corner(1, 0), corner(1, 1), corner(0, 1)]), [1 / width, 0, 0, 0, 1 / height, 0, 0, 0, 1]);
};

const cropped = (grey: Grey, points: number, dpi: number, side: number): Grey => {
  // The outer border of the tables stands 66 points from the edge.
  const off = Math.round(((66 + points) * dpi) / 72);
  const width = grey.width - off;
  const data = new Uint8Array(width * grey.height);
  for (let y = 0; y < grey.height; y += 1) data.set(grey.data.subarray(y * grey.width + (side === 0 ? off : 0), y * grey.width + (side === 0 ? off : 0) + width), y * width);
  return { width, height: grey.height, data };
};

/** @param back another page, for what shines through */
export const damaged = async (canvas: Canvas, back: Canvas, damage: Damage, dpi: number, tables: number, seed: number): Promise<ScannedPicture> => {
  const random = seeded(seed);
  if (damage.stamp && tables > 0) stampOn(canvas, damage.stamp, dpi, random);
  const colour = damage.stamp === 'red' || damage.stamp === 'blue';
  const planes = planesOf(canvas, colour);
  const map = bent(canvas.width, canvas.height, damage, random);
  const side = random.whole(0, 1);
  const steps: Step[] = [
    ...(damage.bleed === undefined ? [] : [bleed(damage.bleed, planesOf(back, false)[0])]),
    ...(damage.contrast === undefined ? [] : [contrast(damage.contrast)]),
    (grey) => resample(grey, map, grey.width, grey.height),
    ...(damage.crop === undefined ? [] : [(grey: Grey) => cropped(grey, damage.crop ?? 0, dpi, side)]),
    ...(damage.light === undefined ? [] : [unevenLight(damage.light, random)]),
  ];
  const sensor: Step[] = [
    noise(damage.noise, random),
    ...(damage.salt === undefined ? [] : [salt(damage.salt, random)]),
    ...(damage.fax === undefined ? [] : [fax(damage.fax)]),
    (grey) => turned(grey, damage.turn ?? 0),
  ];
  const run = async (grey: Grey): Promise<Grey> => {
    const optics = await blur(steps.reduce((now, step) => step(now), grey), (damage.blur * dpi) / 200);
    return sensor.reduce((now, step) => step(now), optics);
  };
  const [r, g, b] = [await run(planes[0]), planes[1] && (await run(planes[1])), planes[2] && (await run(planes[2]))];
  return { width: r.width, height: r.height, planes: g && b ? [r, g, b] : [r] };
};
