// Interventions in an address: short, and the same when read back.
import { describe, expect, test } from 'vitest';
import type { Edits } from './edits';
import { addressOf, editsAt } from './edits-address';

const all: Edits = {
  heads: [{ layer: 0, head: 1, by: 'zero' }, { layer: 2, head: 3, by: 'mean' }],
  cells: [{ layer: 0, head: 1, query: 5, key: 2, set: 'forbid' }, { layer: 0, head: 1, query: 6, key: 2, set: 'force' }, { layer: 1, head: 0, query: 7, key: 0, set: 'scale', factor: 0.5 }],
  tokens: [{ position: 3, text: 'a' }, { position: 4, text: ' 😀_' }], liftMask: true, dropScale: true,
};

describe('edits of every kind', () => {
  test('are short', () => expect(addressOf(all)).toBe('m_s_h0.1z_h2.3m_t3.61_t4.20-1f600-5f_c0.1.5.2f_c0.1.6.2w_c1.0.7.0x0.5'));
  test('are the same when read back', () => expect(editsAt(addressOf(all))).toEqual(all));
});

test.each([null, '', 'nonsense_h1_c1.2f_tx.y_c0.0.0.0x0_c0.0.0.0x-3', '{"heads":[]}'])('%j has no word of it: nothing', text => expect(editsAt(text)).toBeNull());

test.each([null, {}, [1], 'm', { heads: [], liftMask: false }])('%j is nothing and left out', edits => expect(addressOf(edits)).toBeNull());

test('as many cells as a pass takes fit an address', () => {
  const cells = Array.from({ length: 400 }, (_, key) => ({ layer: 11, head: 11, query: 255, key, set: 'forbid' })), { length } = new URLSearchParams({ edits: addressOf({ cells })! }).toString();
  expect(length).toBeGreaterThanOrEqual(400);
  expect(length).toBeLessThanOrEqual(7000);
});
