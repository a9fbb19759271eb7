// Heads painted into one picture: every cell in its place, a single strong cell never lost, the masked half grey.
import { describe, expect, test } from 'vitest';
import type { Frame } from '../server/frame';
import { colourAt, largest, mostAsked, rowAt } from './frame-row';
import { paintLine, paintSquare } from './head-pixels';

const colours = { packed: Uint32Array.from({ length: 256 }, (_, i) => i), maskedPacked: 999, relative: false };

/** Frame of one layer and two heads; each row gives all its weight to one key. */
function frameOf(tokens: number, strong: (head: number, row: number) => number, masked = true): Frame {
  const cellsPerHead = masked ? tokens * (tokens + 1) / 2 : tokens * tokens, cells = new Uint8Array(2 * cellsPerHead);
  for (let head = 0, at = 0; head < 2; head++)
    for (let row = 0; row < tokens; row++)
      for (let key = 0; key < (masked ? row + 1 : tokens); key++) cells[at++] = key === strong(head, row) ? 255 : 0;
  return { step: 1, layers: 1, heads: 2, tokens, firstLayer: 0, firstHead: 0, masked, cellsPerHead, cells, maxima: new Float32Array(2 * tokens).fill(1) };
}

const head = (head: number) => ({ layer: 0, head });

test('a cell is a block of whole pixels at its row and key', () => {
  const into = { colours: new Uint32Array(10 * 8), width: 10 };
  paintSquare(into, { x: 2, y: 0, side: 8 }, frameOf(4, (_, row) => row), head(0), colours);
  const at = (x: number, y: number) => into.colours[y * 10 + x];
  expect([at(2, 0), at(3, 1), at(4, 0), at(4, 2), at(5, 3), at(2, 2)]).toEqual([255, 255, 999, 255, 255, 0]);
  expect([at(0, 0), at(1, 7)]).toEqual([0, 0]); // outside of the square
});

test('one strong cell of many tokens is seen in a small picture', () => {
  const into = { colours: new Uint32Array(38 * 38), width: 38 }, frame = frameOf(256, (_, row) => row === 200 ? 17 : -1);
  paintSquare(into, { x: 0, y: 0, side: 38 }, frame, head(1), colours);
  expect(into.colours.filter(colour => colour === 255)).toHaveLength(1);
  expect(into.colours[Math.floor(200 * 38 / 256) * 38 + Math.floor(17 * 38 / 256)]).toBe(255);
});

test('a row is a line of its own, grey beyond what it sees', () => {
  const into = { colours: new Uint32Array(8), width: 8 };
  paintLine(into, { x: 0, y: 0, side: 8 }, frameOf(4, () => 1), head(0), 2, colours);
  expect([...into.colours]).toEqual([0, 0, 255, 255, 0, 0, 999, 999]);
});

test('a row without a mask has every key', () => {
  const into = { colours: new Uint32Array(4), width: 4 };
  paintLine(into, { x: 0, y: 0, side: 4 }, frameOf(4, () => 3, false), head(0), 0, colours);
  expect([...into.colours]).toEqual([0, 0, 0, 255]);
});

describe('a row of a frame', () => {
  const frame = frameOf(4, (which, row) => which === 1 ? 0 : row);

  test('knows the token that is asked most', () => expect([mostAsked(rowAt(frame, head(0), 3, false)!), mostAsked(rowAt(frame, head(1), 3, false)!)]).toEqual([3, 0]));
  test('that the frame lacks is none', () => expect([rowAt(frame, head(2), 0, false), rowAt(frame, head(0), 4, false), rowAt(frame, { layer: 1, head: 0 }, 0, false)]).toEqual([null, null, null]));
  test('of exact weights names the first of equal ones', () => expect(largest([0.2, 0.4, 0.4])).toBe(1));
});

test('relative to even, an even row has one colour however many tokens it sees, and eight times even is the end of the scale', () => {
  const frame = { ...frameOf(16, () => 0), maxima: Float32Array.from({ length: 32 }, (_, at) => 1 / (at % 16 + 1)) }; // each row's first weight is an even share
  const colourOf = (row: number) => colourAt(rowAt(frame, head(0), row, true)!, 0);
  expect([0, 1, 7, 15].map(colourOf)).toEqual(Array(4).fill(Math.round(Math.sqrt(1 / 8) * 255)));
  expect(colourAt(rowAt({ ...frame, maxima: new Float32Array(32).fill(0.5) }, head(0), 15, true)!, 0)).toBe(255); // 0.5 is 8 times 1/16
  expect([colourAt(rowAt(frame, head(0), 0, false)!, 0), colourAt(rowAt(frame, head(0), 15, false)!, 0)]).toEqual([255, 64]); // as they are: 1, and 1/16
});
