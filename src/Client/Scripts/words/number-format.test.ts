// Numbers as the page writes them: none claims more than it knows, none is a digit short where all are asked for.
import { expect, test } from 'vitest';
import { exact, glance, threeDecimals } from './number-format';

test.each([
  [Math.fround(0.1), '0.1000000'],
  [Math.fround(1), '1.000000'],
  [Math.fround(0.12345679), '0.12345679'],
  [Math.fround(-3.2958984), '−3.2958984'],
  [-Infinity, '−∞'],
])('%f exactly is %s, the shortest decimal that is this float32', (value, text) => expect(exact(value)).toBe(text));

test.each([[0, '0'], [0.0004, '<.001'], [0.5, '0.500'], [0.9999, '>.999'], [1, '1']])('a weight of %f is %s at a glance', (weight, text) => expect(glance(weight)).toBe(text));

test.each([[0.7364, '0.736'], [1, '1.000'], [-2.5, '−2.500'], [-Infinity, '−∞'], [Infinity, '∞'], [NaN, 'NaN']])('%f on screen is %s', (value, text) => expect(threeDecimals(value)).toBe(text));
