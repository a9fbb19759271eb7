// What Inspect looks at as an address: everything a link has to restore, and nothing that is not chosen.
import { expect, test } from 'vitest';
import { queryOf, tabs, viewOf, type AddressedView } from './address';

const plain: AddressedView = { run: 'r1', prompt: null, layer: 0, head: 0, heads: [{ layer: 0, head: 0 }], token: null, step: null, view: 'all', arcs: true, tab: null, edits: null };

test('a view is written whole, after what is no part of it', () => expect(queryOf({
  ...plain, prompt: 'To be\n&', layer: 1, head: 2, heads: [{ layer: 1, head: 2 }, { layer: 0, head: 0 }], token: 4, step: 40, view: 'head', arcs: false, tab: 'lens',
  edits: { liftMask: true, heads: [{ layer: 1, head: 2, by: 'zero' }] },
}, '?run=old&embed=1')).toBe('?run=r1&prompt=To+be%0A%26&layer=1&head=2&heads=1.2%2C0.0&token=4&step=40&view=head&arcs=no&tab=lens&edits=m_h1.2z&embed=1'));

test('what is not chosen is left out', () => expect(queryOf(plain)).toBe('?run=r1&layer=0&head=0'));

test('a view, written and read, is the same', () => {
  const view: AddressedView = { ...plain, prompt: ' a\t', layer: 3, head: 1, heads: 'all', token: 0, step: 0, view: 'matrix', arcs: false, tab: 'votes', edits: { cells: [{ layer: 0, head: 1, query: 5, key: 3, set: 'forbid' }] } };
  expect(viewOf(queryOf(view))).toEqual(view);
});

test.each(tabs)('tab %s is in the address', tab => expect(viewOf(queryOf({ ...plain, tab })).tab).toBe(tab));

test('what makes no sense in an address edited by hand is left out', () =>
  expect(viewOf('?layer=-1&head=1.5&token=x&step=99999999999999&heads=1&view=none&edits=%7B&arcs=maybe&tab=none')).toEqual({ ...plain, run: '' }));
