// What is said of a head: how evenly and how far back it looks, its role, and by both its place among others.
import { describe, expect, test } from 'vitest';
import type { HeadHistory } from '../contract';
import { arranged, distance, entropyText, evenness, factsOf, type HeadFacts, type HeadFilter, type HeadOrder } from './head-facts';

const third = 1 / 3;

test.each([
  [[[1], [0.5, 0.5], [third, third, third]], 1],
  [[[1], [0, 1], [1, 0, 0]], 0],
  [[[1], [0.5, 0.5], [0, 1, 0]], 0.5],
])('rows %j are even by %f: 1 where all are alike, 0 where each looks at one', (rows, even) => expect(Math.abs(evenness(rows) - even)).toBeLessThanOrEqual(1e-6));

test.each([
  [[[1]], 0], // nothing lies before the first token
  [[[1], [1, 0], [0, 1, 0]], 1],
  [[[1], [0, 1], [0, 0, 1]], 0],
  [[[1], [1, 0], [1, 0, 0]], 1.5],
  [[[1], [0.5, 0.5], [0.25, 0.25, 0.5]], 0.625], // half a token back, and 2 × 0.25 + 1 × 0.25
  [[[0.5, 0.5], [0.5, 0.5]], 0.5], // without a mask, tokens ahead count like those behind
])('rows %j look %f tokens back', (rows, tokens) => expect(distance(rows)).toBe(tokens));

describe('heads', () => {
  const heads = [{ name: 'a', role: 'previousToken', entropy: 0.6 }, { name: 'b', role: 'previousToken', entropy: 0.1 }, { name: 'c', role: 'induction', entropy: 0.4 }, { name: 'd', role: null, entropy: 0.9 }] as unknown as HeadFacts[];

  test.each<[HeadOrder, HeadFilter, string]>([
    ['place', 'all', 'abcd'],
    ['sharpest', 'all', 'bcad'],
    ['broadest', 'all', 'dacb'],
    ['role', 'all', 'cabd'],
    ['place', 'previousToken', 'ab'],
    ['place', 'sharp', 'b'],
    ['place', 'broad', 'd'],
  ])('by %s, of %s, are %s', (order, filter, names) => expect(arranged(heads, { order, filter }).map(one => (one as unknown as { name: string }).name).join('')).toBe(names));

  test('stay as they were after being arranged', () => {
    const before = [...heads];
    arranged(heads, { order: 'broadest', filter: 'all' });
    expect(heads).toEqual(before);
  });
});

test('at a step between two kept ones a head has the role of the earlier', () => {
  const history = { steps: [10, 20], heads: [{ layer: 0, head: 0, roles: ['none', 'induction'] }] } as unknown as HeadHistory, weights = [[[[1], [0, 1]].map(row => Float32Array.from(row))]];
  const roles = ([[15, history], [20, history], [20, null]] as const).map(([step, history]) => factsOf({ step, weights }, history)[0].role);
  expect(roles).toEqual(['none', 'induction', null]);
});

test.each([[0, '.00'], [0.07, '.07'], [0.5, '.50'], [0.994, '.99'], [0.996, '1.0'], [1, '1.0']])('an entropy of %f is %s in three characters', (entropy, text) => expect(entropyText(entropy)).toBe(text));
