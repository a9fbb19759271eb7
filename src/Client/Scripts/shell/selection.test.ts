// A link to the same run takes the selection along.
import { expect, test } from 'vitest';
import { carry, selectionAt } from './selection';

const base = 'http://lab/', here = 'http://lab/?run=a&step=40&layer=1&head=2&token=5';

test('from Train to Inspect and to Generate', () => {
  expect(carry('http://lab/inspect?run=a', base, selectionAt(here))).toBe('http://lab/inspect?run=a&step=40&layer=1&head=2&token=5');
  expect(carry('http://lab/generate?run=a', base, selectionAt(here))).toBe('http://lab/generate?run=a&step=40&layer=1&head=2&token=5');
});

test('back to Train without what is only Inspect’s, and without a token of another prompt', () => {
  expect(carry('http://lab/?run=a', base, selectionAt('http://lab/inspect?run=a&layer=0&head=1&token=3&tab=votes&edits=m'))).toBe('http://lab/?run=a&layer=0&head=1&token=3');
  expect(carry('http://lab/?run=a', base, selectionAt('http://lab/inspect?run=a&prompt=my&layer=0&head=1&token=3'))).toBe('http://lab/?run=a&layer=0&head=1');
});

test('anew each time a link is met', () => {
  const once = carry('http://lab/inspect?run=a', base, selectionAt(here));
  expect(carry(once, base, selectionAt('http://lab/?run=a&layer=0&head=0'))).toBe('http://lab/inspect?run=a&layer=0&head=0');
});

test.each([
  ['of another run', 'http://lab/inspect?run=b'],
  ['that says more', 'http://lab/inspect?run=a&prompt=my'],
  ['to another page', 'http://lab/runs'],
  ['to another site', 'http://elsewhere/inspect?run=a'],
])('not by a link %s', (_, link) => expect(carry(link, base, selectionAt(here))).toBe(link));

test('through Generate, which has no token and leaves out the first head', () => {
  const before = selectionAt(here);
  expect(carry('http://lab/inspect?run=a', base, selectionAt('http://lab/generate?run=a&step=40&go=1', before))).toBe('http://lab/inspect?run=a&step=40&layer=0&head=0&token=5');
  expect(selectionAt('http://lab/generate?run=b', before)).toEqual({ run: 'b', layer: '0', head: '0' });
});

test('nothing is looked at where an address names no run', () => expect(selectionAt('http://lab/runs?search=x')).toBeNull());

test('a lab that is not at the root of its host is known by its base', () =>
  expect(carry('http://host/lab/inspect?run=a', 'http://host/lab/', selectionAt('http://host/lab/?run=a&layer=1'))).toBe('http://host/lab/inspect?run=a&layer=1'));
