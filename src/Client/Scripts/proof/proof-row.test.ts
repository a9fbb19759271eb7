// One row of a head, as the proof takes it from an answer.
import { describe, expect, test } from 'vitest';
import { asking, madeHead, madeRow } from './made-head.test-data';
import { proofRow } from './proof-row';

describe('a row', () => {
  test('keeps the affinity of later keys and gives them no weight', () => {
    const { seen, raw, weights } = madeRow();
    expect([seen, raw.length, weights.length]).toEqual([4, 5, 4]);
    expect(raw[4]).toBe(Math.fround(madeHead().head.raw[asking][4]));
    expect(raw[4]).not.toBe(0);
  });

  test('of another head’s answer is none', () => expect(proofRow(madeHead(), 0, 1, asking)).toBeNull());

  test('has an intervention that hides a key in its softmax', () => {
    const given = madeHead();
    given.head.scaled = given.head.scaled.map(row => row.map(() => 0.5));
    given.head.added = given.head.scaled.map(row => row.map((_, key) => key === 1 ? null : 0)) as number[][];
    expect([...proofRow(given, 0, 0, 2)!.exp]).toEqual([1, 0, 1]);
  });
});
