// The head view's arithmetic: which arcs are drawn and how, where tokens stand, which of them have a letter.
import { describe, expect, test } from 'vitest';
import { arcsFrom, arcsInto, arcsWithin, labelled, lettered, lineHeight, strokes, type Arc } from './arcs';

const heads = [{ layer: 0, head: 0 }], weights = [[[[1], [0.25, 0.75], [0.001, 0.5, 0.499]]]], text = (arcs: readonly Arc[]) => arcs.map(arc => `${arc.query}-${arc.key}:${arc.weight}`).join(' ');

describe('arcs', () => {
  test('of a token and into a key are the weights that can be seen', () => {
    expect(text(arcsFrom(weights, heads, 2))).toBe('2-1:0.5 2-2:0.499');
    expect(text(arcsInto(weights, heads, 1))).toBe('1-1:0.75 2-1:0.5');
  });

  test('of the tokens in view are no others', () => {
    expect(text(arcsWithin(weights, heads, 1, 2, 99))).toBe('1-0:0.25 1-1:0.75');
    expect(text(arcsWithin(weights, heads, -5, 99, 2))).toBe('0-0:1 1-1:0.75');
  });

  test('that are more than can be drawn are the strongest', () =>
    expect(arcsFrom([[[Array.from({ length: 50 }, (_, i) => (i + 1) / 50)]]], heads, 0, 10).map(arc => arc.key)).toEqual([40, 41, 42, 43, 44, 45, 46, 47, 48, 49]));

  test('that are many and all alike are some of them', () => expect(arcsFrom([[[new Array<number>(50).fill(0.02)]]], heads, 0, 10)).toHaveLength(10));

  test('that look alike are drawn in one stroke', () => {
    const arcs = [{ head: 0, weight: 0.5 }, { head: 0, weight: 0.5001 }, { head: 1, weight: 0.5 }, { head: 0, weight: 0.01 }].map(arc => ({ query: 0, key: 0, ...arc }));
    expect(strokes(arcs, head => head)).toHaveLength(3);
  });
});

test.each([
  [4, 360, 30], // never further apart
  [16, 360, 22], // a whole number of pixels, so that letters are sharp
  [20, 360, lettered],
  [21, 360, 360 / 21], // without letters, as close as brings all into view
  [60, 360, 6],
  [256, 360, 6], // never closer
  [0, 360, 30],
])('%i tokens in %i pixels have %f each', (tokens, room, pixels) => expect(lineHeight(tokens, room)).toBe(pixels));

describe('letters where there is no room for all', () => {
  test('are the first of the list that do not collide', () => expect(labelled([10, 11, 13, 7, 0, 3], 6)).toEqual([10, 13, 7, 0, 3]));
  test('just as far apart as they need be', () => expect([labelled([0, 1], 16), labelled([0, 1], 17), labelled([0, 1], 10, 10)]).toEqual([[0], [0, 1], [0, 1]]));
  test('are none of none', () => expect(labelled([], 6)).toEqual([]));
});
