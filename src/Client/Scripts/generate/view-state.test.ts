// What the Generate page looks at, on one side or on two.
import { describe, expect, test } from 'vitest';
import { indexOn, reduce, type GenerateEvent, type GenerateState } from './view-state';

const begin: GenerateState = { layer: 0, head: 0, active: 'a', locked: null, hovered: null, wanted: null, held: false };
const after = (state: GenerateState, ...events: GenerateEvent[]): GenerateState => events.reduce(reduce, state);

describe('the token in view', () => {
  test('is the newest until one is pointed at, and again after', () => {
    const there = after(begin, { kind: 'preview', side: 'a', index: 4 });
    expect([indexOn(begin, 'a', false), indexOn(there, 'a', false), indexOn(after(there, { kind: 'leave' }), 'a', false)]).toEqual([null, 4, null]);
  });

  test('is the same on the other side only while two are compared', () => {
    const there = after(begin, { kind: 'preview', side: 'a', index: 4 });
    expect([indexOn(there, 'b', false), indexOn(there, 'b', true)]).toEqual([null, 4]);
  });

  test('stays the locked one whatever is pointed at, until it is locked again', () => {
    const locked = after(begin, { kind: 'lock', side: 'a', index: 2 }, { kind: 'preview', side: 'a', index: 7 });
    expect(indexOn(locked, 'a', false)).toBe(2);
    expect(after(locked, { kind: 'lock', side: 'a', index: 2 }).locked).toBeNull();
    expect(after(locked, { kind: 'lock', side: 'b', index: 2 })).toMatchObject({ active: 'b', locked: 2 });
  });

  test('moves within the text by keyboard, from the newest on', () => {
    expect(after(begin, { kind: 'move', side: 'a', by: -1, length: 10 }).locked).toBe(8);
    expect(after(begin, { kind: 'move', side: 'a', by: -Infinity, length: 10 }).locked).toBe(0);
    expect(after(begin, { kind: 'move', side: 'b', by: 1, length: 10 })).toMatchObject({ active: 'b', locked: 9 });
    expect(reduce(begin, { kind: 'move', side: 'a', by: 1, length: 0 })).toBe(begin);
  });

  test('is let go when writing goes on, and when another branch of its side is opened', () => {
    const locked = after(begin, { kind: 'lock', side: 'a', index: 2 });
    expect(after(locked, { kind: 'write', side: 'b' })).toMatchObject({ locked: null, active: 'b' });
    expect(after(locked, { kind: 'open', side: 'b' }).locked).toBe(2);
    expect(after(locked, { kind: 'open', side: 'a' }).locked).toBeNull();
  });
});

describe('a token that the address names', () => {
  const wanting: GenerateState = { ...begin, wanted: 5, active: 'b' };

  test('is locked as soon as its branch is written that far', () => {
    expect(after(wanting, { kind: 'grow', side: 'b', length: 5, settled: true }).locked).toBeNull();
    expect(after(wanting, { kind: 'grow', side: 'b', length: 6, settled: false }).locked).toBeNull();
    expect(after(wanting, { kind: 'grow', side: 'a', length: 6, settled: true }).locked).toBeNull();
    expect(after(wanting, { kind: 'grow', side: 'b', length: 6, settled: true })).toMatchObject({ locked: 5, wanted: null });
  });

  test('is waited for on its side, and forgotten when a new text is asked for', () => {
    expect(after(wanting, { kind: 'begin', fresh: false })).toMatchObject({ wanted: 5, active: 'b' });
    expect(after(wanting, { kind: 'begin', fresh: true })).toMatchObject({ wanted: null, active: 'a' });
  });
});

test('nothing new is no change at all', () => {
  expect(reduce(begin, { kind: 'leave' })).toBe(begin);
  expect(reduce(begin, { kind: 'hold', on: false })).toBe(begin);
});
