// Where the time-lapse can stand.
import { expect, test } from 'vitest';
import { nearest, stopBeside, stopNear } from './stops';

test('the end of the track is live', () => expect(stopNear([0, 10, 20], 20, 20)).toBeNull());
test('a place between two stops takes the nearer', () => expect(stopNear([0, 10, 20], 7, 40)).toBe(10));
test('beyond the last stop is live', () => expect(stopBeside([0, 10], 10, 1)).toBeNull());
test('no stop is nearest where there are none', () => expect(nearest([], 5)).toBeNull());
