// Interventions as the page keeps them: changed one at a time, counted, said in words.
import { describe, expect, test } from 'vitest';
import { countOf, fillsRow, knockoutOf, linesOf, tidy, withCell, withKnockout, type Edits } from './edits';

test('of every kind each is counted once', () => expect(countOf({
  heads: [{ layer: 0, head: 1, by: 'zero' }, { layer: 2, head: 3, by: 'mean' }],
  cells: [{ layer: 0, head: 1, query: 5, key: 2, set: 'forbid' }, { layer: 0, head: 1, query: 6, key: 2, set: 'force' }, { layer: 1, head: 0, query: 7, key: 0, set: 'scale', factor: 0.5 }],
  tokens: [{ position: 3, text: 'a' }, { position: 4, text: ' 😀_' }], liftMask: true, dropScale: true,
})).toBe(9));

test('a head knocked out again is so once, and taken back not at all', () => {
  const once = withKnockout({}, 0, 1, 'zero');
  expect(withKnockout(once, 0, 1, 'mean')).toEqual({ heads: [{ layer: 0, head: 1, by: 'mean' }] });
  expect(tidy(withKnockout(once, 0, 1, null))).toBeNull();
  expect(knockoutOf({ heads: [{ layer: 0, head: 1, by: 'mean' }] }, 0, 1)).toBe('mean');
});

test('a cell changed again has its new change alone', () => {
  const cell = { layer: 0, head: 1, query: 3, key: 2 };
  expect(withCell(withCell({}, cell, 'forbid'), cell, 'scale', 4)).toEqual({ cells: [{ ...cell, set: 'scale', factor: 4 }] });
});

test.each([[2, 3, true], [1, 3, false], [0, 3, false], [2, 8, false]])('with %i cells of its row forbidden, one more of %i fills it: %j', (forbidden, visible, fills) => {
  const cell = (key: number) => ({ layer: 0, head: 1, query: 2, key });
  expect(fillsRow({ cells: [0, 1].slice(0, forbidden).map(key => ({ ...cell(key), set: 'forbid' })) }, cell(2), visible)).toBe(fills);
});

describe('in words', () => {
  const alike: Edits = { liftMask: true, cells: [0, 1, 2, 3].map(key => ({ layer: 0, head: 1, query: 5, key, set: 'forbid' })) };

  test('cells changed alike are one line that goes at once', () => {
    expect(linesOf(alike).map(line => line.text)).toEqual(['Mask lifted: every token sees the later ones', 'Layer 1, head 2: 4 cells forbidden']);
    expect(tidy(linesOf(alike)[1].without)).toEqual({ liftMask: true });
    expect(linesOf({ tokens: [{ position: 2, text: '\n' }] }).map(line => line.text)).toEqual(['Token 2 read as ↵']);
  });
});
