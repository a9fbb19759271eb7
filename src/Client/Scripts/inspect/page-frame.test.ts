// The page as a snippet for a frame on another page.
import { expect, test } from 'vitest';
import { snippetOf, withoutFrame } from './page-frame';

test('a snippet asks for the view without header and controls', () =>
  expect(snippetOf('http://lab:5080/inspect?run=r&prompt=%3C%22&controls=no')).toContain('src="http://lab:5080/inspect?run=r&amp;prompt=%3C%22&amp;embed=1&amp;controls=no"'));

test('an address in a frame leads to the lab without what only the frame needs', () =>
  expect(withoutFrame('http://lab:5080/inspect?run=r&embed=1&layer=1&controls=no')).toBe('http://lab:5080/inspect?run=r&layer=1'));
