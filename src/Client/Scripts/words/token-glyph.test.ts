// How tokens are written and read out.
import { expect, test } from 'vitest';
import { glyphOf } from './token-glyph';

test.each([
  ['‹E4 BD›', '‹E4 BD›', 'bytes E4 BD'],
  ['‹0A›', '‹0A›', 'bytes 0A'],
  ['‹a b›', '‹a␣b›', '“‹”, “a”, space, “b”, “›”'],
  [' the', '␣the', 'space, “t”, “h”, “e”'],
])('%s is written %s and called %s', (text, glyph, name) => expect(glyphOf(text)).toEqual({ text: glyph, name, special: false }));

test.each([
  [' ', '␣', 'space'],
  ['\n', '↵', 'line break'],
  ['\t', '⇥', 'tab'],
  ['e', 'e', '“e”'],
  ['\u0007', '▯', 'U+0007'],
  ['a b', 'a␣b', '“a”, space, “b”'],
])('%j is written %s and called %s', (text, glyph, name) => expect(glyphOf(text)).toMatchObject({ text: glyph, name }));

test('a blank can have another sign', () => expect([glyphOf(' ', '·').text, glyphOf('a b', '·').text]).toEqual(['·', 'a·b']));
