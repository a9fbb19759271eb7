// Which heads are looked at: what a click leaves, what an address says, what a smaller model has.
import { describe, expect, test } from 'vitest';
import { clicked, headsFrom, headsOf, headsText, shifted, type HeadSet } from './head-set';

const text = (set: HeadSet) => headsText(set, { layer: -1, head: -1 }), one = { layer: 0, head: 1 }, other = { layer: 2, head: 3 };

describe('after a click', () => {
  test.each<[HeadSet, string]>([[[one], '2.3'], [[other], 'all'], ['all', '2.3']])('on 2.3, %j becomes %s', (set, heads) => expect(text(clicked(set, other))).toBe(heads));

  test.each<[HeadSet, typeof one, string]>([[[one], other, '0.1,2.3'], [[one, other], one, '2.3'], [[one], one, '0.1']])('with shift, %j and %j become %s', (set, head, heads) => expect(text(shifted(set, head))).toBe(heads));
});

test.each([['all', 'all'], ['0.1,2.3,0.1', '0.1,2.3'], ['0,1', null], ['x', null], [null, null]])('an address that says %j names heads %j', (address, heads) => {
  const set = headsFrom(address);
  expect(set && text(set)).toBe(heads);
});

test('of a set from a larger model those stay that exist', () => expect(headsOf([{ layer: 9, head: 0 }, { layer: 1, head: 1 }], 2, 2)).toEqual([{ layer: 1, head: 1 }]));
