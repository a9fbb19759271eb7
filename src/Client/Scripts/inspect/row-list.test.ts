// A row as a sorted list: the largest weights, what the others add up to, and the sum of all.
import { describe, expect, test } from 'vitest';
import { sorted, split } from './row-list';

const row = Float32Array.of(0.125, 0.5, 0.0625, 0.125, 0.1875);

describe('keys', () => {
  test('come largest first, of equal ones the earlier', () => expect(sorted(row, 9)).toEqual([1, 4, 0, 3, 2]));
  test('are at most so many', () => expect([sorted(row, 2), sorted(row, 0), sorted([], 3)]).toEqual([[1, 4], [], []]));
});

test.each([
  [2, { keys: [1, 4], others: 3, rest: 0.3125, sum: 1 }],
  [4, { keys: [1, 4, 0, 3], others: 1, rest: 0.0625, sum: 1 }],
  [5, { keys: [1, 4, 0, 3, 2], others: 0, rest: 0, sum: 1 }],
  [8, { keys: [1, 4, 0, 3, 2], others: 0, rest: 0, sum: 1 }],
])('a list of %i counts the others and adds them up', (most, of) => expect(split(row, most)).toEqual(of));

test('the sum is that of the row, whatever it is', () => expect(split([0.5, 0.25], 1)).toEqual({ keys: [0], others: 1, rest: 0.25, sum: 0.75 }));
