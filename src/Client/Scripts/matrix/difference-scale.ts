// The colour scale of differences: orange below zero, blue above, neutral at zero; equally light at both ends, safe for colour-blind people, theme aware.
import { fitCanvas, type Palette } from '../drawing/colour-scale';
import { css, oklch } from '../drawing/oklch';

const half = 255;

/** Packed colours from -limit to limit; the one in the middle is zero's alone. */
export interface DifferenceScale { readonly limit: number; colourOf(difference: number): number }

/** The scale's end for numbers up to a size: the next of 1, 2, 5 times a power of ten, at most `most`, which is 1 for weights. */
export function roundLimit(largest: number, most = 1): number {
  if (!(largest > 0)) return 1;
  for (let power = Math.floor(Math.log10(largest)); ; power++)
    for (const digit of [1, 2, 5]) {
      const limit = Number(`${digit}e${power}`);
      if (limit >= largest * (1 - 1e-9)) return Math.min(most, limit);
    }
}

/** Index 0..510 of a difference; 255 is exactly zero's, whatever is not zero is beside it. */
export function differenceIndex(difference: number, limit: number): number {
  if (difference === 0) return half;
  const steps = Math.max(1, Math.min(half, Math.round(Math.abs(difference) / limit * half)));
  return half + Math.sign(difference) * steps;
}

export function differenceScale(palette: Palette, limit: number): DifferenceScale {
  const colours = palette.dark ? darkScale() : lightScale();
  return { limit, colourOf: difference => colours[differenceIndex(difference, limit)] };
}

/** Draws the legend into a canvas of 58 px height: the scale with its figures and what its ends mean. */
export function drawDifferenceLegend(canvas: HTMLCanvasElement, palette: Palette, scale: DifferenceScale, width: number, ends = ['← B attends more', 'A attends more →']): void {
  const bar = 14, span = Math.min(width, 520), left = 0.5, context = fitCanvas(canvas, width, 58);
  context.font = `12px ${getComputedStyle(canvas).fontFamily}`;
  for (let i = 0; i < span; i++) {
    context.fillStyle = css(scale.colourOf((i / (span - 1) * 2 - 1) * scale.limit));
    context.fillRect(i, 2, Math.min(1.5, span - i), bar);
  }
  context.strokeStyle = palette.line;
  context.strokeRect(left, 2.5, span - 1, bar - 1);
  context.textBaseline = 'top';
  [-1, -0.5, 0, 0.5, 1].forEach((part, i, all) => {
    const x = (part + 1) / 2 * (span - 1);
    context.fillStyle = palette.faintInk;
    context.fillRect(Math.round(x), bar + 2, 1, 4);
    context.textAlign = i === 0 ? 'left' : i === all.length - 1 ? 'right' : 'center';
    context.fillText(signed(part * scale.limit), x, bar + 9);
    context.fillStyle = palette.softInk;
    if (part === -1) context.fillText(ends[0], x, bar + 26);
    if (part === 0) context.fillText('equal', x, bar + 26);
    if (part === 1) context.fillText(ends[1], x, bar + 26);
  });
}

/** A round number with its sign. */
export const signed = (value: number) => value === 0 ? '0' : `${value > 0 ? '+' : '−'}${Number(Math.abs(value).toPrecision(3))}`;

let light: Uint32Array | undefined, dark: Uint32Array | undefined;

// Away from zero the colours grow darker on light ground and lighter on dark ground, evenly, on both sides alike.
function lightScale(): Uint32Array { return light ??= scale(0.975, 0.47); }
function darkScale(): Uint32Array { return dark ??= scale(0.23, 0.82); }

function scale(middle: number, end: number): Uint32Array {
  return Uint32Array.from({ length: 2 * half + 1 }, (_, i) => {
    const part = Math.abs(i - half) / half, hue = i < half ? 58 : 252;
    return oklch(middle + (end - middle) * part, 0.14 * Math.min(1, part * 1.6), hue * Math.PI / 180);
  });
}
