// Where the pictures of the heads lie, and that none loses its bright cell.
import { expect, test } from 'vitest';
import { placeTiles, shrink, tileBeside } from './thumbnails';

test.each([[16, 420, 4], [144, 1340, 12], [144, 420, 12], [1, 300, 1]])('%i tiles in %i pixels, %i heads a layer, keep a layer in a row, and none lies on another', (count, width, heads) => {
  const { tiles } = placeTiles(count, width, heads, true);
  expect(new Set(tiles.map(tile => tile.y)).size).toBe(count / heads);
  expect(tiles.flatMap((a, i) => tiles.slice(i + 1).filter(b => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height))).toEqual([]);
});

test('arrow keys go by place', () => {
  const { tiles } = placeTiles(16, 420, 4, true);
  expect([tileBeside(tiles, 0, 'ArrowRight'), tileBeside(tiles, 0, 'ArrowDown'), tileBeside(tiles, 0, 'ArrowUp'), tileBeside(tiles, 4, 'ArrowDown'), tileBeside(tiles, 4, 'x')]).toEqual([1, 4, 0, 8, null]);
});

test('one bright cell of many is not lost', () => {
  const rows = Array.from({ length: 64 }, (_, query) => new Array<number>(query + 1).fill(0)), seen: number[] = [];
  rows[41][3] = 0.9;
  shrink(rows, 8, (at, weight) => { seen[at] = weight; });
  expect([seen[7], Number(seen[5 * 8].toFixed(3))]).toEqual([-1, 0.9]);
});
