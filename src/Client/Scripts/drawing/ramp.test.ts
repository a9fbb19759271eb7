// The scale of attention weights can be read: lightness goes one way, and an even row is pale.
import { describe, expect, test } from 'vitest';
import { colourIndex } from './colour-scale';
import { css, luminance } from './oklch';
import { darkStops, lightStops, ramp } from './ramp';

const light = ramp(lightStops), dark = ramp(darkStops);

test('the ends are the first and the last stop', () => {
  expect([css(light[0]), css(light[255])]).toEqual(['rgb(251 250 246)', 'rgb(23 28 74)']);
  expect([css(dark[0]), css(dark[255])]).toEqual(['rgb(16 22 29)', 'rgb(244 255 252)']);
});

describe.each([['light', light, -1], ['dark', dark, 1]] as const)('on %s ground', (_, colours, way) => {
  test('lightness goes one way from weight 0 to weight 1', () => {
    for (let i = 1; i < 256; i++) expect(way * (luminance(colours[i]) - luminance(colours[i - 1])), `step ${i}`).toBeGreaterThanOrEqual(0);
  });

  test('an even row over 64 tokens stays near the ground, half of it goes to one token far from it', () => {
    const even = luminance(colours[colourIndex(1 / 64)]), half = luminance(colours[colourIndex(0.5)]), ground = luminance(colours[0]);
    expect(colourIndex(1 / 64) / 255).toBeCloseTo(0.125, 2);
    expect(Math.abs(even - ground)).toBeLessThan(0.15);
    expect(Math.abs(half - ground)).toBeGreaterThan(3 * Math.abs(even - ground));
  });
});
