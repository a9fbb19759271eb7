// The asking token's row in one sentence.
import { expect, test } from 'vitest';
import { glyphOf } from '../words/token-glyph';
import { sentence } from './readout';

const glyphs = [...'To b\n'].map(text => glyphOf(text)), row = [0.1, 0.6, 0.2, 0.1];

test.each([
  [row, 3, null, 'b at 3 attends to 4 tokens, most to o at 1, 0.600; 1 later one is masked.'],
  [[0.25, 0.75], 1, null, 'o at 1 attends to 2 tokens, most to o at 1, 0.750; 3 later ones are masked.'],
  [[1], 0, null, 'T at 0 attends to 1 token, most to T at 0, 1.000; 4 later ones are masked.'],
  [[0.2, 0.2, 0.2, 0.2, 0.2], 4, null, '↵ at 4 attends to 5 tokens, to all alike, 0.200 each.'],
  [row, 3, { query: 3, key: 1, weight: 0.6 }, 'b at 3 attends to 4 tokens, most to o at 1, 0.600; 1 later one is masked.'], // the largest is not said twice
  [row, 3, { query: 3, key: 2, weight: 0.2 }, 'b at 3 attends to 4 tokens, most to o at 1, 0.600; 1 later one is masked. b at 3 to ␣ at 2: 0.200.'],
  [row, 3, { query: 1, key: 1, weight: 0.75 }, 'b at 3 attends to 4 tokens, most to o at 1, 0.600; 1 later one is masked. o at 1 to o at 1: 0.750.'],
])('%j of token %i with %j read', (row, token, read, says) => expect(sentence(row, token, glyphs, read)).toBe(says));
