// Sizes on the stage: whole pixels, everything inside its box, numbers that do not overlap.
import { describe, expect, test } from 'vitest';
import { allFit, axisLabels } from '../matrix/axis-labels';
import { headSizes, wholeSide } from './stage-sizes';

describe('heads', () => {
  test('fill 536 x 600 as four by four of 128 px with 12 px below', () =>
    expect(headSizes(536, 600, 4, 4, 64, 1)).toEqual({ side: 128, gap: 8, row: 12, apart: 4, left: 0, top: 0, small: false }));

  test.each([[12, 12, 256, 1], [12, 12, 256, 2], [1, 8, 64, 1], [6, 6, 32, 1.25], [2, 2, 8, 1]])('%i x %i of %i tokens at ratio %d stay inside', (layers, heads, tokens, ratio) => {
    const { side, gap, row, apart, left } = headSizes(536, 600, layers, heads, tokens, ratio);
    expect(left + heads * side + (heads - 1) * gap).toBeLessThanOrEqual(536);
    expect(layers * (side + row + apart) + (layers - 1) * gap).toBeLessThanOrEqual(600);
    const pixels = side * ratio;
    expect(pixels).toBeCloseTo(Math.round(pixels), 6);
  });

  test('of twelve by twelve show their names on hover', () => expect(headSizes(536, 600, 12, 12, 256, 1)).toMatchObject({ side: 38, small: true }));
});

test('64 tokens take 512 of 520 px, 8 each, but all of 500; 8 px carry a letter', () => {
  expect([wholeSide(520, 64, 1), wholeSide(500, 64, 1)]).toEqual([512, 500]);
  expect(allFit([...'abc'], 8)).toBe(true);
  expect(allFit(['a', 'the'], 8)).toBe(false);
});

describe('axis letters', () => {
  const texts = [...'Good morrow, neighbour'];

  test('are all there where they fit', () => expect(axisLabels(texts, 8, null).map(label => label.at).slice(0, 2)).toEqual([4, 12]));

  test('are the marked one and two on each side where they do not', () => expect(axisLabels(texts, 4, 10).map(label => label.index)).toEqual([8, 9, 10, 11, 12]));

  test('never overlap and never leave the side', () => {
    for (const pitch of [2, 4, 6]) {
      for (let marked = 0; marked < texts.length; marked++) {
        const at = axisLabels(texts, pitch, marked).map(label => label.at);
        for (let i = 1; i < at.length; i++) expect(at[i] - at[i - 1]).toBeGreaterThanOrEqual(7.7);
        expect(Math.min(...at)).toBeGreaterThanOrEqual(3.9);
        expect(Math.max(...at)).toBeLessThanOrEqual(texts.length * pitch - 3.9);
      }
    }
  });

  test('of long tokens show the marked one even where its neighbours have no room', () => expect(axisLabels(['a', 'neighbour', 'Baptista'], 20, 1).map(label => label.index)).toContain(1));
});
