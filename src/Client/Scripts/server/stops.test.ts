// Where the time-lapse stands for a place on its track, a key or a tick.
import { describe, expect, test } from 'vitest';
import { nearest, stopAt, stopBeside, stopNear } from './stops';

test.each([[-1, -1], [0, 0], [9, 1], [10, 2], [99, 2]])('at step %i the last stop up to it is that of index %i', (step, index) => expect(stopAt([0, 5, 10], step)).toBe(index));

describe('a place on the track', () => {
  test.each([[0, 0], [7, 5], [8, 10], [50, 10], [60, 100], [98, 100], [98.5, null], [100, null]])('%f is nearest to stop %j; the end is live', (place, stop) =>
    expect(stopNear([0, 5, 10, 100], place, 100)).toBe(stop));

  test.each([[[0, 10, 20], 20, 20, null], [[0, 10, 20], 7, 40, 10]])('among %j, %i of %i is nearest to stop %j', (stops, place, last, stop) => expect(stopNear(stops, place, last)).toBe(stop));

  test('is live where nothing is kept', () => expect(stopNear([], 0, 100)).toBeNull());
});

test.each([[null, -1, 10], [10, 1, null], [5, 1, 10], [7, 1, 10], [5, -10, 0], [0, -1, 0]])('from moment %j, %i stops on lead to %j; beyond the last is live', (moment, by, stop) =>
  expect(stopBeside([0, 5, 10], moment, by)).toBe(stop));

test.each([[[], 5, null], [[10, 20], 14, 10], [[10, 20], 99, 20]])('of stops %j the nearest to %i is %j', (stops, step, found) => expect(nearest(stops, step)).toBe(found));
