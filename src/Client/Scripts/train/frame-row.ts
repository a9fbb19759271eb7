// One row of one head in a frame: where its cells are, their colours, and which token is asked most. For drawing only; 8 bits are no number.
import type { Frame } from '../server/frame';
import { colourOfCell, factorOf } from '../drawing/head-paint';
import type { Head } from './stage-state';

/** A row of a frame. Null where the frame has no such row. */
export interface FrameRow {
  readonly frame: Frame;
  /** Index of its first cell in frame.cells. */
  readonly start: number;
  /** How many keys it sees. */
  readonly seen: number;
  /** For colourOfCell. */
  readonly factor: number;
}

export function rowAt(frame: Frame, { layer, head }: Head, row: number, relative: boolean): FrameRow | null {
  const l = layer - frame.firstLayer, h = head - frame.firstHead, { tokens, masked } = frame;
  if (l < 0 || l >= frame.layers || h < 0 || h >= frame.heads || row < 0 || row >= tokens) return null;
  const at = l * frame.heads + h, seen = masked ? row + 1 : tokens;
  return {
    frame, seen, factor: factorOf(frame.maxima[at * tokens + row], seen, relative),
    start: at * frame.cellsPerHead + (masked ? row * (row + 1) / 2 : row * tokens),
  };
}

/** Place 0..255 of each seen key on the colour scale. */
export const colourAt = ({ frame, start, factor }: FrameRow, key: number): number => colourOfCell(frame.cells[start + key], factor);

/** The key that is asked most; of equal ones the first. */
export function mostAsked({ frame, start, seen }: FrameRow): number {
  let best = 0;
  for (let key = 1; key < seen; key++) if (frame.cells[start + key] > frame.cells[start + best]) best = key;
  return best;
}

/** The same of exact weights. */
export function largest(weights: ArrayLike<number>): number {
  let best = 0;
  for (let key = 1; key < weights.length; key++) if (weights[key] > weights[best]) best = key;
  return best;
}
