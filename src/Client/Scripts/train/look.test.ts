// A selection and a frame together: which token is asked most, and which one the readout reads.
import { expect, test } from 'vitest';
import type { Frame } from '../server/frame';
import { lookOf, stageGlyphs } from './look';
import { noStage, reduce, type StageEvent } from './stage-state';

const frame: Frame = { step: 5, layers: 1, heads: 1, tokens: 3, firstLayer: 0, firstHead: 0, masked: true, cellsPerHead: 6, maxima: Float32Array.of(1, 0.5, 0.4), cells: Uint8Array.of(255, 255, 255, 255, 254, 200) };
const events: StageEvent[] = [
  { kind: 'shape', layers: 1, heads: 1, masked: true, tokens: [...'abc'] },
  { kind: 'arrived', step: 5 },
  { kind: 'point', source: 'strip', token: 2 },
];
const pointed = events.reduce(reduce, noStage);

test('the token asked most is that of the frame until exact weights are there', () => {
  expect(lookOf(pointed, frame, false)).toMatchObject({ row: 2, most: 0, key: 0, exact: null });
  const known = reduce(pointed, { kind: 'answer', row: { layer: 0, head: 0, row: 2, step: 5, weights: [0.3999, 0.4001, 0.2] } });
  expect(lookOf(known, frame, false)).toMatchObject({ most: 1, key: 1 });
});

test('a pointed cell is read, and the token asked most stays marked', () =>
  expect(lookOf(reduce(pointed, { kind: 'point', source: 'matrix', token: 2, key: 2 }), frame, false)).toMatchObject({ row: 2, most: 0, key: 2 }));

test('a frame of another probe text marks nothing', () => expect(lookOf(pointed, { ...frame, tokens: 4 }, false)).toMatchObject({ cells: null, most: null, key: null }));

test('a blank is a point on the stage', () => expect(stageGlyphs([' ', '\n']).map(glyph => glyph.text)).toEqual(['·', '↵']));
