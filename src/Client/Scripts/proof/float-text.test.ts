// float32 numbers in all their digits and none too many.
import { expect, test } from 'vitest';
import { shortest } from './float-text';

test.each([
  [0.1, '0.1'],
  [1 / 3, '0.33333334'],
  [-3.2958984, '-3.2958984'],
  [0.00001, '1e-5'],
  [16777216, '16777216'],
  [1.17549435e-38, '1.1754944e-38'],
  [0, '0'],
])('%f in float32 is %s, and is read back as that number', (value, text) => {
  expect(shortest(Math.fround(value))).toBe(text);
  expect(Math.fround(Number(text))).toBe(Math.fround(value));
});
