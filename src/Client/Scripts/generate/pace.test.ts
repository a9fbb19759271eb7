// Slow motion, with frames given by hand so that the test holds the clock.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { pace, type Pace } from './pace';

let frames: FrameRequestCallback[], time: number, shown: string[], slow: Pace<string>;
beforeEach(() => {
  [frames, time, shown] = [[], 0, []];
  vi.stubGlobal('requestAnimationFrame', (tick: FrameRequestCallback) => frames.push(tick));
  vi.stubGlobal('cancelAnimationFrame', () => { frames = []; });
  vi.stubGlobal('performance', { now: () => time });
  slow = pace(items => shown.push(...items));
});
afterEach(() => vi.unstubAllGlobals());

function frame(ms: number): void {
  time += ms;
  const due = frames;
  frames = [];
  due.forEach(tick => tick(time));
}

test('what is held shows nothing until it is stepped or goes on', () => {
  const seen: string[] = [], look = () => seen.push(shown.join(''));
  slow.hold(true);
  for (const letter of 'abcd') slow.add(letter);
  frame(16); frame(16); look();
  slow.step(); frame(16); look();
  slow.step(); frame(16); frame(16); look();
  slow.hold(false); frame(16); look();
  expect(seen).toEqual(['', 'a', 'ab', 'abcd']);
});

test('a step before anything came shows the first that comes', () => {
  slow.hold(true); slow.step(); frame(16);
  slow.add('a'); slow.add('b'); frame(16); frame(16);
  expect(shown).toEqual(['a']);
});

test('steps ahead of what comes are all owed', () => {
  slow.hold(true); slow.step(); slow.step();
  slow.add('a'); frame(16);
  slow.add('b'); slow.add('c'); frame(16); frame(16);
  expect(shown).toEqual(['a', 'b']);
});

test('four a second are four in a second', () => {
  time = 5000;
  slow.set(4);
  for (let i = 0; i < 40; i++) slow.add('x');
  for (let i = 0; i < 60; i++) frame(1000 / 60);
  expect(shown.length - 1).toBe(4); // the first comes at once
});

test('the end is told only when the last is shown', () => {
  let told = '';
  slow.hold(true); slow.add('a'); slow.end(() => { told = 'done'; }); frame(16);
  expect(told).toBe('');
  slow.hold(false); frame(16); frame(16);
  expect(told).toBe('done');
});
