// The hint stays in the window, and its number is of the step that the picture shows.
import { afterEach, expect, test, vi } from 'vitest';
import { CellHint, hintPlace } from './cell-hint';
import type { HeadCell } from './head-cells';

const panel = { left: 300, top: 200, width: 600, height: 900 }, hint = { width: 200, height: 70 }, seen = { width: 1440, height: 900 };

test('the hint stands below and right of the pointer where there is room', () => expect(hintPlace({ x: 400, y: 300 }, hint, panel, seen)).toEqual({ x: 114, y: 118 }));

test('at the bottom of the window it stands above the pointer, though its panel goes on below', () => {
  const { y } = hintPlace({ x: 400, y: 880 }, hint, panel, seen);
  expect(y + panel.top + hint.height).toBeLessThanOrEqual(880);
});

test('at the right it stays in panel and window', () => {
  expect(hintPlace({ x: 880, y: 300 }, hint, panel, seen).x).toBe(600 - 200 - 4);
  expect(hintPlace({ x: 880, y: 300 }, hint, panel, { width: 880, height: 900 }).x).toBe(880 - 300 - 200 - 4);
});

afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

test('a number is of the step in the heading: asked for it, and again when that moves on', async () => {
  vi.useFakeTimers();
  const lines: { textContent: string }[] = [], asked: string[] = [];
  const element = { hidden: true, style: {}, offsetWidth: 10, offsetHeight: 10, replaceChildren: (...all: typeof lines) => { lines.splice(0, 9, ...all); }, get lastElementChild() { return lines.at(-1); } };
  const box = { left: 0, top: 0, width: 40, height: 40 }, canvas = { getBoundingClientRect: () => box };
  vi.stubGlobal('document', { baseURI: 'http://lab/', createElement: () => ({ textContent: '' }), documentElement: { clientWidth: 800, clientHeight: 600 } });
  vi.stubGlobal('window', globalThis);
  vi.stubGlobal('fetch', async (url: URL) => {
    asked.push(url.searchParams.get('step')!);
    const step = Number(url.searchParams.get('step'));
    return Response.json({ layer: 0, head: 0, row: 2, step: step === 30 ? 29 : step, weights: [0, step / 100, 0] });
  });
  const hint = new CellHint(element as unknown as HTMLElement, { getBoundingClientRect: () => box } as unknown as HTMLElement);
  hint.of({ runId: 'r', probe: 'abcd', tokens: [...'abcd'], masked: true });
  hint.shows(10);
  hint.point({ clientX: 15, clientY: 25 } as PointerEvent, { layer: 0, head: 0, canvas } as unknown as HeadCell);
  await vi.advanceTimersByTimeAsync(200);
  expect([asked, lines.at(-1)!.textContent]).toEqual([['10'], '0.100000']);
  hint.shows(20);
  await vi.advanceTimersByTimeAsync(200);
  expect([asked, lines.at(-1)!.textContent]).toEqual([['10', '20'], '0.200000']);
  hint.shows(30); // the answer is of another step
  await vi.advanceTimersByTimeAsync(300);
  expect(lines.at(-1)!.textContent).toBe('reading the weight…');
});
