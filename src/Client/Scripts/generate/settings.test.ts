// Settings of a generation: what is wrong with what was typed, and which part of a prompt the model sees.
import { expect, test } from 'vitest';
import { complaint, numberFields, sightOf } from './settings';

test.each([
  ['temperature', '-1', 'Temperature must be from 0 to 10; it is -1.'],
  ['temperature', '', 'Temperature must be a number from 0 to 10.'],
  ['tokens', '1.5', 'Tokens must be a whole number; it is 1.5.'],
  ['tokens', '2001', 'Tokens must be from 1 to 2,000; it is 2001.'],
  ['topK', '66', 'Top-k must be from 0 to 65; it is 66.'],
  ['topP', '0.9', null],
])('%s of %j: %j', (name, text, says) =>
  expect(complaint(numberFields({ prompt: 4096, tokens: 2000, vocabulary: 65 }).find(field => field.name === name)!, text)).toBe(says));

test.each([
  ['abcd', 4, true, ''],
  ['ab\ncdefghijklmnop', 14, true, '17 tokens: the model sees the last 14, from “cdefghijklmn…” on.'],
  ['a😀bc', 3, true, '4 tokens: the model sees the last 3, from “😀bc” on.'],
  ['abcdef', 4, false, '6 characters: the model sees the last 4 tokens of them.'],
])('of %j a model of %i tokens, characters %j, sees: %j', (prompt, context, characters, says) => expect(sightOf(prompt, context, characters)).toBe(says));
