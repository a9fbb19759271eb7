// Paints heads of a frame into the pixels of one picture: whole pixels a cell, or, where cells are smaller than pixels, the strongest of those that fall on one.
import type { Frame } from '../server/frame';
import { colourAt, rowAt } from './frame-row';
import type { Head } from './stage-state';

/** Where a square picture stands, in pixels. */
export interface Square { readonly x: number; readonly y: number; readonly side: number }

export interface Pixels { readonly colours: Uint32Array; readonly width: number }

export interface Colours { readonly packed: Uint32Array; readonly maskedPacked: number; readonly relative: boolean }

const masked = -1;

/** Paints a head into its square. */
export function paintSquare(into: Pixels, { x, y, side }: Square, frame: Frame, head: Head, colours: Colours): void {
  const { tokens } = frame, line = new Int16Array(side);
  let drawn = -1;
  for (let row = 0; row < tokens; row++) {
    const from = Math.floor(row * side / tokens), to = Math.floor((row + 1) * side / tokens);
    if (from !== drawn) line.fill(masked); // else more rows share the pixel
    drawn = from;
    strongest(line, frame, head, row, colours.relative);
    for (let at = from; at < Math.max(to, from + 1); at++) write(into, x, y + at, line, colours);
  }
}

/** Paints one row of a head as a line of pixels as wide as its square. */
export function paintLine(into: Pixels, { x, y, side }: Square, frame: Frame, head: Head, row: number, colours: Colours): void {
  const line = new Int16Array(side).fill(masked);
  strongest(line, frame, head, row, colours.relative);
  write(into, x, y, line, colours);
}

function strongest(line: Int16Array, frame: Frame, head: Head, row: number, relative: boolean): void {
  const found = rowAt(frame, head, row, relative), side = line.length, { tokens } = frame;
  if (!found) return;
  if (side === tokens) {
    for (let key = 0; key < found.seen; key++) line[key] = colourAt(found, key);
    return;
  }
  for (let key = 0; key < found.seen; key++) {
    const colour = colourAt(found, key), from = Math.floor(key * side / tokens), to = Math.max(from + 1, Math.floor((key + 1) * side / tokens));
    for (let at = from; at < to; at++) if (colour > line[at]) line[at] = colour;
  }
}

function write({ colours: pixels, width }: Pixels, x: number, y: number, line: Int16Array, { packed, maskedPacked }: Colours): void {
  const start = y * width + x;
  for (let at = 0; at < line.length; at++) pixels[start + at] = line[at] === masked ? maskedPacked : packed[line[at]];
}
