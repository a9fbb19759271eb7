// The signed colour scale: zero has a colour of its own, both sides mirror each other, the legend's end is a round number.
import { describe, expect, test } from 'vitest';
import type { Palette } from '../drawing/colour-scale';
import { differenceIndex, differenceScale, roundLimit } from './difference-scale';

test.each([[0, 1, 255], [1, 1, 510], [-1, 1, 0], [0.5, 1, 383], [-0.5, 1, 127], [0.7, 0.5, 510], [1e-9, 1, 256], [-1e-9, 1, 254]])(
  'a difference of %f in a scale to %f has colour %i', (difference, limit, index) => expect(differenceIndex(difference, limit)).toBe(index));

test.each([[0.93, 1], [0.31, 0.5], [0.2, 0.2], [0.0211, 0.05], [0.001, 0.001], [0.00012, 0.0002], [1, 1], [0, 1]])(
  'a scale for differences up to %f ends at %f', (largest, limit) => expect(roundLimit(largest)).toBe(limit));

describe.each([[true], [false]])('where dark is %j', dark => {
  const colours = [-1, -0.5, 0, 0.5, 1].map(difference => differenceScale({ dark } as Palette, 1).colourOf(difference)).map(colour => [colour & 255, colour >> 8 & 255, colour >> 16 & 255]);
  const light = colours.map(rgb => [0.2126, 0.7152, 0.0722].reduce((sum, share, i) => sum + (rgb[i] / 255) ** 2.2 * share, 0));

  test('both sides are equally light around a neutral middle', () => {
    expect(colours[0][0], 'B’s end is orange').toBeGreaterThan(colours[0][2] + 60);
    expect(colours[4][2], 'A’s end is blue').toBeGreaterThan(colours[4][0] + 60);
    expect(Math.max(...colours[2]) - Math.min(...colours[2])).toBeLessThanOrEqual(12);
    expect(Math.abs(light[0] - light[4])).toBeLessThanOrEqual(0.12);
    expect(Math.sign(light[2] - light[1]), 'lightness runs one way').toBe(Math.sign(light[1] - light[0]));
  });
});
