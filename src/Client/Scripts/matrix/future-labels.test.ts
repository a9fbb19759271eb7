// "masked: the future" stands once, on no cell.
import { expect, test } from 'vitest';
import { futurePlace } from './future-labels';

test.each([[496, 64], [900, 64], [2400, 64], [4000, 256], [640, 16]])('over %i px of %i tokens it stands right of every cell behind it', (side, cells) => {
  const { x, y } = futurePlace(side, cells)!, cell = side / cells, rows = Math.ceil((y + 22) / cell);
  expect(x).toBeGreaterThanOrEqual(rows * cell);
  expect(x + 124).toBeLessThanOrEqual(side);
});

test('it is left out where there is no room for it', () => expect(futurePlace(120, 8)).toBeNull());
