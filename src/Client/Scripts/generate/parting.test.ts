// Where two texts part.
import { expect, test } from 'vitest';
import { parting } from './parting';

test.each([
  [['a', 'b', 'c'], ['a', 'b', 'd'], { a: 2, b: 2 }],
  [['a', 'b'], ['a', 'b', 'd'], null],
  [['ab', 'cd'], ['a', 'bc', 'e'], { a: 1, b: 2 }], // cut into different tokens
  [['x'], ['y'], { a: 0, b: 0 }],
  [[], ['y'], null],
])('%j and %j part at the first token that differs: %j', (a, b, at) => expect(parting(a, b)).toEqual(at));
