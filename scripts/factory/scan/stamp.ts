// The round seal of an office, pressed over the page: ring, star, characters. Ink of a seal lets print show through.
import type { Canvas } from '@napi-rs/canvas';
import type { Random } from '../random.js';
import { familiesOf } from './fonts.js';

const COLOURS = { red: 'rgb(214,40,48)', blue: 'rgb(50,70,190)', grey: 'rgb(140,140,140)' } as const;
const WORDS = '公开工作专用章办公室';

export const stampOn = (canvas: Canvas, ink: keyof typeof COLOURS, dpi: number, random: Random): void => {
  const context = canvas.getContext('2d');
  const radius = 0.8 * dpi;
  context.save();
  context.resetTransform();
  context.globalCompositeOperation = 'multiply';
  context.globalAlpha = 0.72;
  context.strokeStyle = COLOURS[ink];
  context.fillStyle = COLOURS[ink];
  context.translate(canvas.width * (0.35 + 0.45 * random.next()), canvas.height * (0.25 + 0.5 * random.next()));
  context.rotate((random.next() - 0.5) * 0.6);
  context.lineWidth = 0.03 * dpi;
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.stroke();
  context.beginPath();
  for (let i = 0; i < 10; i += 1) {
    const r = i % 2 === 0 ? 0.3 * radius : 0.12 * radius;
    context.lineTo(r * Math.sin((i * Math.PI) / 5), -r * Math.cos((i * Math.PI) / 5));
  }
  context.fill();
  context.font = `700 ${Math.round(0.17 * dpi)}px ${familiesOf('noto-serif-sc')}`;
  Array.from(WORDS).forEach((character, i) => {
    context.save();
    context.rotate(-1.9 + (3.8 * i) / (WORDS.length - 1));
    context.fillText(character, -0.085 * dpi, -0.78 * radius);
    context.restore();
  });
  context.restore();
};
