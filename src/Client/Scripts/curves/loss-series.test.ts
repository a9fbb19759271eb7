// The columns behind the loss chart: they grow, replace what is trained anew, smooth without lag, and lose no peak when thinned.
import { beforeEach, describe, expect, test } from 'vitest';
import type { Metrics } from '../contract';
import { LossSeries } from './loss-series';

const none = { step: [], trainLoss: [], valLoss: [] }, upTo = (count: number) => Array.from({ length: count }, (_, i) => i);
let series: LossSeries;
beforeEach(() => { series = new LossSeries(); });

const append = (step: number[], trainLoss: (number | null)[], estimates: object = none) => series.append({ step, trainLoss, eval: estimates } as unknown as Metrics);

describe('a series', () => {
  test('asks for what comes after its chunks', () => {
    append([1, 2], [4, 3]);
    append([3, 4], [2, 1]);
    expect([series.length, series.next]).toEqual([4, 5]);
  });

  test('asks for the first step after an estimate before it', () => {
    append([], [], { step: [0], trainLoss: [4.2], valLoss: [4.2] });
    expect(series.next).toBe(1);
  });

  test('replaces steps that are trained anew, and their estimates', () => {
    append([1, 2, 3, 4], [4, 3, 2, 1], { step: [0, 4], trainLoss: [4, 1], valLoss: [4, 1] });
    append([3], [9]);
    expect([series.length, series.lastStep, series.rawAt(2), series.next, ...series.evalStep]).toEqual([3, 3, 9, 4, 0]);
  });
});

describe('smoothed', () => {
  test('a constant is that constant', () => {
    append(upTo(1000), upTo(1000).map(() => 2.5));
    for (const i of upTo(1000)) expect(series.smoothAt(i)).toBeCloseTo(2.5, 12);
  });

  test('a long run is the mean of the last 50', () => {
    append(upTo(1000), upTo(1000));
    expect(series.smoothAt(999)).toBeCloseTo(974.5, 9); // of 950 to 999
  });

  test('a beginning follows without lag', () => {
    append([1, 2, 3, 4], [4, 3, 2, 1]);
    expect([0, 1, 2, 3].map(i => series.smoothAt(i))).toEqual([4, 3, 2, 1]);
  });
});

describe('thinned', () => {
  test('a hundred thousand steps keep peaks, ends and estimates', () => {
    append(upTo(100000), upTo(100000).map(i => i === 54321 ? 99 : i === 12345 ? -99 : 2), { step: [777], trainLoss: [2], valLoss: [2.25] });
    const { step, raw, val } = series.thin(0, 100000, 500);
    expect(step.length).toBeGreaterThanOrEqual(500);
    expect(step.length).toBeLessThanOrEqual(2001);
    expect(step.every((x, i) => i === 0 || x > step[i - 1])).toBe(true);
    expect([step[0], step.at(-1)]).toEqual([0, 99999]);
    expect([raw[step.indexOf(54321)], raw[step.indexOf(12345)], val[step.indexOf(777)]]).toEqual([99, -99, 2.25]);
  });

  test('a loss that is no number is a gap', () => {
    append([1, 2, 3], [4, null, 2]);
    const { raw, smooth } = series.thin(0, 3, 10);
    expect([raw, smooth[1]]).toEqual([[4, null, 2], null]);
  });
});

test.each([[0, 0], [14, 0], [16, 1], [99, 2]])('nearest to step %i is the trained one of index %i', (step, index) => {
  append([10, 20, 30], [3, 2, 1]);
  expect(series.nearest(step)).toBe(index);
});
