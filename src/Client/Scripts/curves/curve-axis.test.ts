// Where a curve's points stand: by step, by tokens, by the recorded durations of its own steps.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Metrics } from '../contract';
import { isRecorded, lengthOn, LossSeries, nearestOn, pointsOn, xAt, xOfEstimate, type CurveAxis } from './curve-axis';

const none = { step: [], trainLoss: [], valLoss: [] };
const append = (series: LossSeries, chunk: object) => series.append({ eval: none, ...chunk } as unknown as Metrics);

/** Four steps of 100 tokens at these tokens a second; estimates before the first step and after the third. */
function made(tokensPerSecond: (number | null)[]): LossSeries {
  const made = new LossSeries(100);
  append(made, { step: [1, 2, 3, 4], trainLoss: [4, 3, 2, 1], tokensPerSecond, eval: { step: [0, 3], trainLoss: [4.5, 2.1], valLoss: [4.6, 2.2] } });
  return made;
}

let series: LossSeries;
beforeEach(() => { series = made([50, 100, 100, 200]); });

const cases = <T>(...of: [CurveAxis, T][]) => of;

test.each(cases(['step', [1, 2, 3, 4]], ['tokens', [100, 200, 300, 400]], ['time', [2, 3, 4, 4.5]]))('by %s the steps stand at %j', (axis, places) =>
  expect([0, 1, 2, 3].map(i => xAt(series, axis, i))).toEqual(places));

test.each(cases(['step', 3], ['tokens', 300], ['time', 4]))('by %s an estimate stands at its step, %i', (axis, place) => expect([0, 1].map(e => xOfEstimate(series, axis, e))).toEqual([0, place]));

test('steps that a resumed run trains anew count their new durations', () => {
  append(series, { step: [3, 4], trainLoss: [2, 1], tokensPerSecond: [100, 10] });
  expect([1, 2, 3].map(i => xAt(series, 'time', i))).toEqual([3, 4, 14]);
});

test('where a duration is missing nothing is drawn over time', () => {
  const missing = made([50, null, 100, 200]);
  expect([isRecorded(missing, 'time'), isRecorded(missing, 'step')]).toEqual([false, true]);
  expect([pointsOn(missing, 'time', 0, 9, 100).x.length, pointsOn(missing, 'step', 0, 9, 100).x.length]).toEqual([0, 4]);
});

test.each([['time', 3.4, 1], ['time', 3.6, 2], ['time', 99, 3], ['time', 0, 0], ['tokens', 260, 2]] as const)('by %s the step nearest to %f is that of index %i', (axis, place, index) =>
  expect(nearestOn(series, axis, place)).toBe(index));

test('by time a curve is as long as all its durations', () => expect((['time', 'step', 'tokens'] as const).map(axis => lengthOn(series, axis))).toEqual([4.5, 4, 400]));

describe('points', () => {
  test('of a part of a curve have one more beyond each end', () => {
    const long = new LossSeries(1);
    append(long, { step: [1, 2, 3, 4, 5, 6], trainLoss: [6, 5, 4, 3, 2, 1] });
    expect(pointsOn(long, 'step', 3, 3, 100).x).toEqual([2, 3, 4]);
  });

  test('have every loss multiplied by the factor', () => {
    const { raw, val } = pointsOn(series, 'step', 0, 9, 100, 2);
    expect([raw[0], raw[2], val[0]]).toEqual([8, 4, 9.2]);
  });
});
