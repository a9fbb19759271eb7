// Vectors as strips of colour: orange below zero, blue above, zero neutral; one pixel a number, enlarged by the page.
import type { Palette } from '../drawing/colour-scale';
import { differenceScale, roundLimit, type DifferenceScale } from '../matrix/difference-scale';
import { shown } from './float-text';

/** Where the colours of some vectors end: a round number, so that it stays the same while a model trains. */
export function limitOf(...vectors: Float32Array[]): number {
  let largest = 0;
  for (const vector of vectors) for (const value of vector) if (Math.abs(value) > largest && Number.isFinite(value)) largest = Math.abs(value);
  return roundLimit(largest, Infinity);
}

export const limitText = (limit: number) => `±${shown(limit)}`;

export const signedScale = (palette: Palette, limit: number): DifferenceScale => differenceScale(palette, limit);

/** Paints rows x columns numbers from the front of a list; rows behind them stay clear. */
export function paintStrips(canvas: HTMLCanvasElement, numbers: Float32Array, columns: number, rows: number, scale: DifferenceScale): void {
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
  const context = canvas.getContext('2d')!, image = context.createImageData(columns, rows), pixels = new Uint32Array(image.data.buffer);
  for (let i = Math.min(numbers.length, pixels.length) - 1; i >= 0; i--) pixels[i] = Number.isNaN(numbers[i]) ? 0 : scale.colourOf(Math.max(-scale.limit, Math.min(scale.limit, numbers[i])));
  context.putImageData(image, 0, 0);
}

/** CSS pixels of one component where a strip has a column of its own. */
export const componentWidth = (size: number) => Math.max(1, Math.min(40, Math.floor(128 / size)));

/** The component under a pointer so far into a strip, or null beside it. */
export function componentAt(x: number, width: number, size: number): number | null {
  const at = Math.floor(x / width);
  return at >= 0 && at < size ? at : null;
}

/** The same for a strip that is as wide as there is room. */
export function componentUnder(strip: Element, clientX: number, size: number): number | null {
  const box = strip.getBoundingClientRect();
  return componentAt(clientX - box.left, box.width / size, size);
}
