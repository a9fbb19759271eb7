// Where a matrix's cells lie: as large as fits, whole up to 64 tokens, and the keyboard stays inside.
import { describe, expect, test } from 'vitest';
import { cellAt, cellSize, fittingZoom, moved } from './matrix-layout';

describe('a cell', () => {
  test.each([
    [900, 8, 1, 60],
    [900, 30, 1, 30],
    [300, 64, 1, 4.5], // 64 tokens are in view whole, in quarters of a pixel
    [300, 64, 2, 9.25],
    [300, 65, 1, 14], // longer prompts keep cells that can be pointed at
    [300, 65, 2, 28],
    [100, 64, 1, 3],
    [100, 64, 0.1, 2],
  ])('of a room of %i pixels for %i tokens at zoom %f has %f pixels', (room, tokens, zoom, size) => expect(cellSize(room, tokens, zoom)).toBe(size));

  test('is there for one token and for none', () => expect([cellSize(900, 1, 1), cellSize(900, 0, 1)]).toEqual([60, 60]));
});

test.each([[640, 64], [640, 200], [320, 64], [1000, 256]])('a room of %i pixels shows all of %i tokens at the fitting zoom', (room, tokens) =>
  expect(cellSize(room, tokens, fittingZoom(room, tokens)) * tokens).toBeLessThanOrEqual(room));

test('a pointer names row and column, or nothing', () => expect([cellAt(15, 29, 10, 4), cellAt(41, 5, 10, 4), cellAt(-1, 5, 10, 4)]).toEqual([{ query: 2, key: 1 }, null, null]));

test('arrow keys stay inside', () =>
  expect([moved({ query: 0, key: 3 }, 'ArrowRight', 4), moved({ query: 1, key: 3 }, 'End', 4), moved({ query: 0, key: 0 }, 'x', 4)]).toEqual([{ query: 0, key: 3 }, { query: 1, key: 1 }, null]));
