// Words, keys and echoes of the stage: what is read out, where an arrow leads, which selection is one's own.
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Echo } from './echo';
import { beside } from './head-grid';
import { stageGlyphs, type Look } from './look';
import { spoken } from './row-words';

describe('a row read out', () => {
  const glyphs = stageGlyphs([...'ab c']), look: Look = { head: { layer: 2, head: 0 }, row: 3, cells: null, most: 1, key: 1, exact: null, near: null };

  test('says no number where none is known', () => {
    expect(spoken(look, glyphs, 4)).toBe('“c”, token 3, asks in layer 3, head 1: “b”, token 1, most');
    expect(spoken({ ...look, near: [1250, 1500] }, glyphs, 4)).toMatch(/; weights kept at 1,250 and 1,500$/);
  });

  test('names the largest exact weights, and the one that is pointed at', () => {
    expect(spoken({ ...look, exact: [0.1, 0.5, 0.35, 0.05] }, glyphs, 4)).toBe('“c”, token 3, asks in layer 3, head 1: “b”, token 1, 0.500; space, token 2, 0.350; “a”, token 0, 0.100');
    expect(spoken({ ...look, key: 3, exact: [0.1, 0.5, 0.35, 0.05] }, glyphs, 4)).toContain(': “c”, token 3, 0.050; “b”');
  });

  test('is silent while nothing is in focus', () => expect(spoken({ ...look, row: null }, glyphs, 4)).toBe(''));
});

test.each([
  [0, 'ArrowRight', 1], [1, 'ArrowRight', null], [2, 'ArrowUp', 0], [0, 'ArrowUp', null], [1, 'ArrowDown', 3], [3, 'Home', 2], [2, 'End', 3], [0, 'a', null],
] as const)('from head %i %s leads to %j', (from, key, to) => expect(beside(from, key, 2, 4)).toBe(to));

describe('an echo', () => {
  afterEach(() => { vi.useRealTimers(); });
  const at = (token: number | null) => ({ layer: 1, head: 0, token });

  test('is what was sent, also when others were left out', () => {
    const echo = new Echo();
    for (const token of [1, 2, 3]) echo.send(at(token));
    expect([echo.isOf(at(2)), echo.isOf(at(1)), echo.isOf(at(3)), echo.isOf(at(3))]).toEqual([true, false, true, false]);
  });

  test('is none after a while: the Back button may lead there again', () => {
    vi.useFakeTimers();
    const echo = new Echo();
    echo.send(at(1));
    vi.advanceTimersByTime(3000);
    expect(echo.isOf(at(1))).toBe(false);
  });
});
