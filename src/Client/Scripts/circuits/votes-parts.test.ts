// The parts of a logit as they are put together on the page: nothing is lost.
import { expect, test } from 'vitest';
import type { Attribution } from '../contract';
import { byPart, bySource, largest } from './votes-parts';

const split = {
  tokens: [{}, {}, {}],
  parts: [
    { kind: 'tokenEmbedding', layer: null, head: null, value: 1 }, { kind: 'positionEmbedding', layer: null, head: null, value: 0.25 },
    { kind: 'head', layer: 0, head: 0, value: 2, bySource: [2, 0, 0] }, { kind: 'head', layer: 0, head: 1, value: -1, bySource: [0.5, -1.5, 0] },
    { kind: 'attentionBias', layer: 0, head: null, value: 0.5 }, { kind: 'feedForward', layer: 0, head: null, value: -4 },
    { kind: 'feedForwardBias', layer: 0, head: null, value: 0.125 }, { kind: 'normBias', layer: null, head: null, value: 0.0625 }, { kind: 'headBias', layer: null, head: null, value: -8 },
  ],
} as unknown as Attribution;

test('all parts sum to the logit', () => {
  expect(byPart(split).map(one => one.name)).toEqual(['token itself', 'its position', 'layer 1, 2 heads', 'layer 1, feed-forward', 'all biases']);
  expect(byPart(split).reduce((sum, one) => sum + one.value, 0)).toBe(split.parts.reduce((sum, part) => sum + part.value, 0));
});

test('of all heads or of one, what came from each token is added', () => {
  expect(bySource(split, null)).toEqual([2.5, -1.5, 0]);
  expect(bySource(split, { layer: 0, head: 1 })).toEqual([0.5, -1.5, 0]);
});

test('the largest of zeros is one', () => expect([largest([3, -8]), largest([0, 0]), largest([])]).toEqual([8, 1, 1]));
