// The stage's selection: what is pointed at, what is locked, which frame is shown, and when a number may stand.
import { describe, expect, test } from 'vitest';
import { exactOf, headOf, nearOf, noStage, reduce, rowOf, stepOf, wanted, type StageEvent, type StageState } from './stage-state';

const tokens = [...'GREMIO'];
const begin = after(noStage, { kind: 'shape', layers: 2, heads: 2, masked: true, tokens }, { kind: 'select', layer: 1, head: 0, token: null }, { kind: 'arrived', step: 10 });

function after(state: StageState, ...events: StageEvent[]): StageState { return events.reduce(reduce, state); }

const onStrip = (token: number): StageEvent => ({ kind: 'point', source: 'strip', token });
const row = (row: number, step: number, layer = 1, head = 0) => ({ layer, head, row, step, weights: [0.5, 0.5] });

describe('pointing', () => {
  test('at a token of the strip makes its row the one in focus', () => expect(rowOf(after(begin, onStrip(3)))).toBe(3));

  test('at a row of a head also previews the head, and leaving takes both back', () => {
    const there = after(begin, { kind: 'point', source: 'heads', token: 2, head: { layer: 0, head: 1 } });
    expect([rowOf(there), headOf(there)]).toEqual([2, { layer: 0, head: 1 }]);
    const gone = after(there, { kind: 'leave', source: 'heads' });
    expect([rowOf(gone), headOf(gone)]).toEqual([null, { layer: 1, head: 0 }]);
  });

  test('is taken back only by the place it came from', () => expect(rowOf(after(begin, onStrip(3), { kind: 'leave', source: 'heads' }))).toBe(3));

  test('twice at the same is no change at all', () => {
    const once = after(begin, onStrip(3));
    expect(reduce(once, onStrip(3))).toBe(once);
  });

  test('beyond the tokens is nothing', () => expect(rowOf(after(begin, onStrip(6)))).toBeNull());

  test('at a masked cell names no asked token', () => expect(after(begin, { kind: 'point', source: 'matrix', token: 2, key: 4 }).key).toBeNull());
});

describe('a lock', () => {
  const locked = after(begin, onStrip(4), { kind: 'lock', token: 4 });

  test('stays when the pointer leaves', () => expect(rowOf(after(locked, { kind: 'leave', source: 'strip' }))).toBe(4));

  test('turns pointing into reading its weights', () => {
    const read = after(locked, onStrip(1));
    expect([rowOf(read), read.key]).toEqual([4, 1]);
    expect(after(locked, onStrip(5)).key).toBeNull();
  });

  test('moves with a click elsewhere, and goes with a second one', () => {
    expect(rowOf(after(locked, { kind: 'lock', token: 2 }))).toBe(2);
    expect(after(locked, { kind: 'lock', token: 4 }).locked).toBeNull();
  });

  test('goes with Escape', () => expect(rowOf(after(locked, { kind: 'release' }))).toBeNull());

  test('goes along with the arrow keys, which stop at the ends', () => {
    expect(after(locked, { kind: 'move', token: 5 }).locked).toBe(5);
    expect(after(locked, { kind: 'move', token: 9 }).locked).toBe(5);
    expect(rowOf(after(begin, { kind: 'move', token: -1 }))).toBe(0);
  });

  test('of a token that another probe lacks is dropped', () => expect(after(locked, { kind: 'shape', layers: 2, heads: 2, masked: true, tokens: ['a'] }).locked).toBeNull());
});

test('a head outside of the model becomes the nearest inside', () => expect(after(begin, { kind: 'choose', layer: 9, head: -1 }).chosen).toEqual({ layer: 1, head: 0 }));

describe('an exact row', () => {
  const there = after(begin, onStrip(3));

  test('is wanted while a row is in focus, and no longer when it came', () => {
    expect(wanted(begin)).toBeNull();
    expect(wanted(there)).toEqual({ layer: 1, head: 0, row: 3, step: 10 });
    expect(wanted(after(there, { kind: 'answer', row: row(3, 10) }))).toBeNull();
  });

  test('is shown for the frame that is shown', () => expect(exactOf(after(there, { kind: 'answer', row: row(3, 10) }))).toEqual([0.5, 0.5]));

  test('of another row, head or step is stale and never shows', () => {
    for (const stale of [row(2, 10), row(3, 10, 0), row(3, 9)]) expect(exactOf(after(there, { kind: 'answer', row: stale }))).toBeNull();
  });

  test('shows no longer when another row is in focus', () => expect(exactOf(after(there, { kind: 'answer', row: row(3, 10) }, onStrip(2)))).toBeNull());

  test('of another probe is not that of this one', () =>
    expect(exactOf(after(there, { kind: 'answer', row: row(3, 10) }, { kind: 'shape', layers: 2, heads: 2, masked: true, tokens: [...'gremio'] }))).toBeNull());

  test('that is not kept leaves the steps where weights are, and asks no more at this step', () => {
    const absent = after(there, { kind: 'absent', question: row(3, 10), near: [5, 20] });
    expect([nearOf(absent), exactOf(absent), wanted(absent), wanted(after(absent, onStrip(1)))]).toEqual([[5, 20], null, null, null]);
    expect(nearOf(after(absent, { kind: 'leave', source: 'strip' }))).toBeNull();
    expect(nearOf(after(absent, { kind: 'moment', moment: 5 }))).toBeNull();
  });
});

describe('a new frame', () => {
  const read = after(begin, onStrip(3), { kind: 'answer', row: row(3, 10) });

  test('is shown at once while nothing is pointed at', () => expect(stepOf(after(begin, { kind: 'arrived', step: 11 }))).toBe(11));

  test('waits for its row, so that picture and number change together', () => {
    const waiting = after(read, { kind: 'arrived', step: 11 });
    expect([stepOf(waiting), exactOf(waiting), wanted(waiting)?.step]).toEqual([10, [0.5, 0.5], 11]);
    const shown = after(waiting, { kind: 'answer', row: { ...row(3, 11), weights: [1, 0] } });
    expect([stepOf(shown), exactOf(shown)]).toEqual([11, [1, 0]]);
  });

  test('does not wait for long, nor beyond the next one', () => {
    expect(stepOf(after(read, { kind: 'arrived', step: 11 }, { kind: 'waited' }))).toBe(11);
    expect(stepOf(after(read, { kind: 'arrived', step: 11 }, { kind: 'arrived', step: 12 }))).toBe(11);
  });

  test('does not wait where weights are not kept', () =>
    expect(stepOf(after(begin, onStrip(3), { kind: 'absent', question: row(3, 10), near: [] }, { kind: 'arrived', step: 11 }))).toBe(11));
});

test('looking back shows the kept frame, when it is there', () => {
  const back = after(begin, { kind: 'moment', moment: 5 });
  expect([stepOf(back), stepOf(after(back, { kind: 'kept', step: 5 }))]).toEqual([null, 5]);
  expect(stepOf(after(back, { kind: 'kept', step: 5 }, { kind: 'moment', moment: null }))).toBe(10);
});
