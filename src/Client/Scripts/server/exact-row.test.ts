// Exact rows are asked for sparingly: one at a time, the newest, and no answer is made up.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RowSource, type Absent, type ExactRow, type Question } from './exact-row';

const question = (row: number, step = 10): Question => ({ layer: 1, head: 2, row, step });
let asked: string[] = [], rows: ExactRow[] = [], absent: Absent[] = [], answer: (url: URL) => Response;

beforeEach(() => {
  vi.useFakeTimers();
  [asked, rows, absent] = [[], [], []];
  answer = url => Response.json({ layer: 1, head: 2, row: Number(url.searchParams.get('row')), step: Number(url.searchParams.get('step')), weights: [1] });
  vi.stubGlobal('document', { baseURI: 'http://lab/' });
  vi.stubGlobal('fetch', async (url: URL) => { asked.push(url.search); return answer(url); });
});
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

const source = () => new RowSource('r', { answer: row => rows.push(row), absent: one => absent.push(one) });

test('a row in focus is asked for once, at its step', async () => {
  const one = source();
  one.want(question(3));
  one.want(question(3));
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual(['?layer=1&head=2&row=3&step=10']);
  expect(rows).toEqual([{ ...question(3), weights: [1] }]);
});

test('a pointer that runs over all tokens asks at most eight times a second, and for the last one', async () => {
  const one = source();
  for (let ms = 0; ms < 1000; ms += 10) {
    one.want(question(ms / 10));
    await vi.advanceTimersByTimeAsync(10);
  }
  await vi.advanceTimersByTimeAsync(200);
  expect(asked.length).toBeLessThanOrEqual(9);
  expect(asked.at(-1)).toContain('row=99');
});

test('nothing in focus asks nothing', async () => {
  const one = source();
  one.want(question(3));
  one.want(null);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toEqual([]);
});

test('weights that are not kept come with the steps whose are', async () => {
  answer = () => Response.json({ status: 404, nearest: [1250, 1500] }, { status: 404 });
  source().want(question(3));
  await vi.advanceTimersByTimeAsync(10);
  expect(absent).toEqual([{ question: question(3), near: [1250, 1500] }]);
});

test('a server that does not answer is asked again, a second later', async () => {
  answer = () => { throw new TypeError('gone'); };
  source().want(question(3));
  await vi.advanceTimersByTimeAsync(900);
  expect(asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(200);
  expect(asked).toHaveLength(2);
  expect([rows, absent]).toEqual([[], []]);
});
