// The Generate view in the address: read and written it is the same, and what is as usual is left out.
import { describe, expect, test } from 'vitest';
import { hopsTo, readPath, readView, writePath, writeView } from './address';
import type { Branch } from './tree';

const again = (query: string, settings: Record<string, string> = {}) => writeView('r1', settings, readView(query));

describe('a path', () => {
  test.each(['12-5', '30-52n90_51s1338n120', '4t0.5k10p0.9s7w1500', '0-0_3'])('%s, read and written, is the same', path => expect(writePath(readPath(path))).toBe(path));

  test.each([['12-5_nonsense_4-1', '12-5'], ['-5', ''], ['', '']])('%j, edited by hand, ends where it is none: %j', (path, read) => expect(writePath(readPath(path))).toBe(read));

  test('to a branch says what is different there', () => {
    const drawing = { step: null, temperature: 0.8, topK: 0, topP: 1, seed: 1 }, root = { parent: null, from: 0, cause: { kind: 'start' }, drawing, wanted: 9 } as unknown as Branch;
    const one = { parent: root, from: 3, cause: { kind: 'force', id: 23 }, drawing, wanted: 5 } as unknown as Branch;
    const two = { parent: one, from: 5, cause: { kind: 'draw' }, drawing: { ...drawing, temperature: 1.5, seed: 7 }, wanted: 5 } as unknown as Branch;
    expect(writePath(hopsTo(two))).toBe('3-23n5_5t1.5s7');
  });
});

describe('an address', () => {
  test.each(['?run=r1&layer=1&head=2&go=1&path=12-5n80&pathB=3-1&at=14&side=b', '?run=r1'])('%s, read and written, is the same', query => expect(again(query)).toBe(query));

  test('has what is set, and leaves out what is as usual or no place', () =>
    expect(again('?run=r1&prompt=old&layer=0&at=-1&side=b', { prompt: 'KING:', topK: '5' })).toBe('?run=r1&prompt=KING%3A&topK=5'));
});
