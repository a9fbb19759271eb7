// Labels of the loss axis fit beside it, whatever the loss; a run that diverges leaves at the roof; and a first step alone can be seen.
import { describe, expect, test } from 'vitest';
import type uPlot from 'uplot';
import { axisLabels, logTicks, lossScale, roofOf } from './loss-axis';
import { isAlone } from './loss-series';

describe('labels', () => {
  test.each([
    [[0, 0.5, 1], ['0.0', '0.5', '1.0']],
    [[1.65, 1.7, 1.75], ['1.65', '1.70', '1.75']],
    [[0, 5e12, 1e13, 1.5e13], ['0', '5.0e12', '1.0e13', '1.5e13']],
    [[0, 200_000, 400_000], ['0', '2e5', '4e5']],
    [[0, 10_000, 20_000], ['0', '10000', '20000']],
  ])('of %j are %j', (splits, texts) => expect(axisLabels(splits)).toEqual(texts));

  test('of a diverged loss are different from each other and seven characters at most', () => {
    for (const top of [1.7e13, 3.2e5, 9.99e30]) {
      const texts = axisLabels([0, 0.25, 0.5, 0.75, 1].map(part => part * top));
      expect(new Set(texts).size).toBe(texts.length);
      for (const text of texts) expect(text.length).toBeLessThanOrEqual(7);
    }
  });
});

describe('values on a logarithmic axis', () => {
  test('are even steps within a decade', () => expect(logTicks(1.5, 4.4, 8)).toEqual([1.5, 2, 2.5, 3, 3.5, 4]));
  test('are powers of ten over many, and few enough', () => {
    const ticks = logTicks(2, 1.7e13, 8);
    expect(axisLabels(ticks)).toEqual(['1e1', '1e3', '1e5', '1e7', '1e9', '1e11', '1e13']);
    expect(ticks.length).toBeLessThanOrEqual(8);
  });
  test.each([[0.9, 1.1], [5, 5.2], [0.001, 0.002], [40, 3000]])('between %d and %d are there', (min, max) => expect(logTicks(min, max, 6).length).toBeGreaterThanOrEqual(2));
});

describe('a roof', () => {
  test.each([
    [[4.2, 4.6], 10], // never below 10
    [[4.2, 30], 60],
    [[4.2, NaN], 10],
  ])('over first losses of %j is at %i, twice the highest', (first, roof) => expect(roofOf(first)).toBe(roof));

  test.each([
    [2, 4, false, 1.88, 4.12], // as without a roof
    [2, 2e13, true, 1.52, 10.48],
    [50, 2e13, true, 9.95, 10.05], // nothing else in sight
  ])('ends the axis of losses from %f to %f, and says so: %j', (least, most, exceeded, from, to) => {
    const roof = { at: 10, exceeded: false }, range = lossScale(false, roof).range as unknown as (chart: uPlot | null, min: number, max: number) => number[];
    const [low, high] = range(null, least, most);
    expect(low).toBeCloseTo(from, 9);
    expect(high).toBeCloseTo(to, 9);
    expect(roof.exceeded).toBe(exceeded);
  });
});

test('a column with one value is alone', () => expect([[4.2], [null, 4.2, null], [4.2, 4.1], [], [null]].map(isAlone)).toEqual([true, true, false, false, false]));
