// How a text is drawn, in words.
import { expect, test } from 'vitest';
import { drawingText } from './tokens';

test('what keeps all tokens is left out', () =>
  expect([{ step: null, temperature: 0.8, topK: 0, topP: 1, seed: 7 }, { step: null, temperature: 1, topK: 5, topP: 0.9, seed: 7 }].map(drawingText)).toEqual(['T 0.8, seed 7', 'T 1, top-k 5, top-p 0.9, seed 7']));
