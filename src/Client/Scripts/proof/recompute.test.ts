// The page works a row again and says how far it is off, and at which step.
import { expect, test } from 'vitest';
import { madeRow, type Kind } from './made-head.test-data';
import type { ProofRow } from './proof-row';
import { recompute } from './recompute';

test.each<[Kind, number]>([
  [{}, 10],
  [{ masked: false }, 10],
  [{ scaled: false }, 10],
  [{ average: true }, 3],
  [{ masked: false, average: true }, 3],
])('a row worked in float32, %j, is off by rounding alone in %i steps', (kind, steps) => {
  const check = recompute(madeRow(kind));
  expect(check.largest).toBeLessThanOrEqual(1e-6);
  expect(check.atOnce).toBeGreaterThanOrEqual(1e-12);
  expect(check.atOnce).toBeLessThanOrEqual(1e-6);
  expect(check.steps).toHaveLength(steps);
});

test.each<[keyof ProofRow, number, string]>([
  ['q', 1, 'q = x W + b'],
  ['raw', 4, 'q·k'], // a key that is masked
  ['scaled', 0, '÷ √D'],
  ['exp', 2, 'exp'],
  ['weights', 3, 'weight'],
  ['output', 0, 'output'],
])('a number of %s that is off, at %i, is found at the step %s', (name, at, step) => {
  const row = madeRow();
  (row[name] as Float32Array)[at] += 0.01;
  const check = recompute(row);
  expect(check.largest).toBeGreaterThan(1e-4);
  expect(check.steps.find(one => one.largest > 1e-4)?.name).toBe(step);
});
