// What stood behind one token: where its attention went most.
import { expect, test } from 'vitest';
import { strongestOf } from './detail';

test('the largest of a row come first, with their glyphs', () =>
  expect(strongestOf([0.3, 0.2, 0.5], ['a', '\n', ' ']).map(one => `${one.text} ${one.weight}`)).toEqual(['␣ 0.5', 'a 0.3', '↵ 0.2']));
