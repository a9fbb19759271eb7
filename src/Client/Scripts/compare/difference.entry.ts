// The difference of two heads: asks for it, draws it as a signed map, says every number on hover or by keyboard.
import { onThemeChange, paletteOf } from '../drawing/colour-scale';
import type { AttentionDifference } from '../contract';
import { askDifference, type CaptureChoice } from './difference';
import { differenceScale, drawDifferenceLegend, roundLimit, type DifferenceScale } from '../matrix/difference-scale';
import { fillLargest, fillRow, signedExact } from '../matrix/difference-tables';
import { part, release, setText } from '../dom/element';
import { exact } from '../words/number-format';
import { countText } from '../words/number-text';
import { glyphOf } from '../words/token-glyph';
import { matrixView, type MatrixScene } from '../matrix/token-matrix';
import type { Widget } from '../dom/widget';

/** `live`: a side is the newest step of a run that trains, so the answer grows old. `row`: the table of the marked row is open. */
export interface DifferenceData { a: CaptureChoice | null; b: CaptureChoice | null; prompt: string | null; live: boolean; whole: boolean; row: boolean }

const followPause = 2000, retryPause = 2000;

export function initialize(root: HTMLElement, data: DifferenceData): Widget<DifferenceData> {
  const notice = part(root, 'notice'), legend = part<HTMLCanvasElement>(root, 'legend');
  let wanted = data, answer: AttentionDifference | null = null, palette = paletteOf(root), scale: DifferenceScale = differenceScale(palette, 1);
  let token = 0, locked = false, cell: MatrixScene['cell'] = null, frame = 0, everything = false, flight: AbortController | null = null, timer = 0;

  const draw = (all: boolean) => {
    everything ||= all;
    frame ||= requestAnimationFrame(() => { frame = 0; render(); });
  };
  const matrix = matrixView(part(root, 'matrix'), {
    point(next) {
      cell = next;
      if (next && !locked) token = next.query;
      draw(false);
    },
    lock(next) { locked = !locked || next.query !== token; token = next.query; cell = next; draw(false); },
    release() { locked = false; draw(false); },
  }, () => draw(true));

  async function ask(): Promise<void> {
    clearTimeout(timer);
    flight?.abort();
    flight = null;
    const { a, b, prompt } = wanted;
    if (!a || !b) { root.dataset.state = 'empty'; return; }
    const mine = flight = new AbortController();
    root.classList.add('is-busy');
    try {
      const next = await askDifference(a, b, prompt, mine.signal);
      if (mine !== flight) return;
      accept(next);
      say('');
      follow(followPause);
    } catch (e) {
      if (mine !== flight) return;
      const lost = e instanceof TypeError; // fetch's own: the server was not reached
      say(lost ? 'The server does not answer. Trying again …' : e instanceof Error ? e.message : String(e));
      if (!lost) { answer = null; root.dataset.state = 'refused'; }
      if (lost) timer = Number(setTimeout(() => void ask(), retryPause));
    } finally {
      if (mine === flight) { flight = null; root.classList.remove('is-busy'); }
    }
  }

  const follow = (delay: number) => {
    clearTimeout(timer);
    if (wanted.live) timer = Number(setTimeout(() => { if (document.hidden) follow(delay); else void ask(); }, delay));
  };

  function accept(next: AttentionDifference): void {
    const last = next.tokens.length - 1;
    if (!answer || answer.tokens.length !== next.tokens.length) { [token, locked, cell] = [next.largest[0]?.query ?? last, false, null]; }
    answer = next;
    root.dataset.state = 'ready';
    draw(true);
  }

  function render(): void {
    if (!answer) return;
    const all = everything, current = answer;
    everything = false;
    if (all) {
      scale = differenceScale(palette, wanted.whole ? 1 : roundLimit(Math.abs(current.largest[0]?.difference ?? 0)));
      setText(part(root, 'dropped'), current.dropped > 0 ? `Both models see the last ${current.tokens.length} tokens; ${countText(current.dropped)} before them do not fit both contexts.` : '');
      summarise(current);
      part(root, 'largest-table').hidden = current.largest.length === 0;
      part(root, 'no-largest').hidden = current.largest.length > 0;
      fillLargest(part(root, 'largest'), current, (query, key) => { [token, locked, cell] = [query, true, { query, key }]; draw(false); });
      drawDifferenceLegend(legend, palette, scale, legend.parentElement!.clientWidth);
    }
    const scene: MatrixScene = {
      tokens: current.tokens.map(text => ({ text })), rows: current.difference, token, locked, cell,
      label: 'Difference of attention weights, A minus B', colourOf: scale.colourOf, textOf,
    };
    if (all) matrix.draw(scene, palette); else matrix.mark(scene);
    describe(current);
  }

  function summarise(d: AttentionDifference): void {
    const side = (head: AttentionDifference['a']) => `${head.name}, step ${countText(head.step)}, layer ${head.layer + 1}, head ${head.head + 1}`;
    setText(part(root, 'side-a'), side(d.a));
    setText(part(root, 'side-b'), side(d.b));
    setText(part(root, 'summary'), d.largest.length === 0
      ? 'All weights are equal: the difference is exactly 0 in every cell.'
      : `On average a token spends ${share(d.moved)} % of its attention elsewhere in A than in B. The largest difference is ${signedExact(d.largest[0].difference)}.`);
    const sum = Math.max(...d.rowSums.map(Math.abs));
    setText(part(root, 'sums'), sum === 0 ? 'Every row of the difference sums to exactly 0.' : `Each row of the difference sums to 0 but for rounding: at most ${sum.toExponential(1)} from it.`);
  }

  function describe(d: AttentionDifference): void {
    const name = (i: number) => `${glyphOf(d.tokens[i]).text} at ${i}`, row = d.difference[token];
    const key = cell?.query === token ? cell.key : row.reduce((best, value, i) => Math.abs(value) > Math.abs(row[best]) ? i : best, 0);
    const query = cell ? cell.query : token, at = cell ? cell.key : key, value = d.difference[query][at];
    setText(part(root, 'readout'), value === undefined ? `${name(query)} → ${name(at)}: masked: the future`
      : `${name(query)} → ${name(at)}: ${signedExact(value)}`);
    setText(part(root, 'parts'), value === undefined ? '' : `A ${exact(d.a.weights[query][at])}, B ${exact(d.b.weights[query][at])}; row sum ${d.rowSums[query] === 0 ? '0' : d.rowSums[query].toExponential(1).replace('-', '−').replace('e-', 'e−')}`);
    setText(part(root, 'row-name'), name(token));
    if (wanted.row) fillRow(part(root, 'row-body'), d, token);
  }

  const say = (message: string) => { setText(notice, message); notice.hidden = message === ''; };
  const themes = onThemeChange(() => requestAnimationFrame(() => { palette = paletteOf(root); draw(true); }));
  let width = 0;
  const resized = new ResizeObserver(entries => {
    const next = Math.round(entries[0].contentRect.width);
    if (next !== width) { width = next; draw(true); }
  });
  resized.observe(part(root, 'matrix'));
  part(root, 'zoom-in').addEventListener('click', () => matrix.zoom(1.25));
  part(root, 'zoom-out').addEventListener('click', () => matrix.zoom(0.8));
  part(root, 'zoom-fit').addEventListener('click', () => matrix.zoom('fit'));
  release(root);
  void ask();

  return {
    update(next) {
      const before = wanted;
      wanted = next;
      if (next.whole !== before.whole) draw(true);
      else if (next.row !== before.row) draw(false);
      if (JSON.stringify([next.a, next.b, next.prompt]) !== JSON.stringify([before.a, before.b, before.prompt])) void ask();
      else if (next.live !== before.live) void ask();
    },
    dispose() {
      flight?.abort();
      flight = null;
      clearTimeout(timer);
      cancelAnimationFrame(frame);
      themes();
      resized.disconnect();
    },
  };
}

/** Per cent with one decimal; what that would show as 0 is written short: 4.1e−6. */
function share(moved: number): string {
  const percent = moved * 100;
  return percent === 0 || percent >= 0.05 ? percent.toFixed(1) : percent.toExponential(1).replace('-', '−');
}

/** A difference in a cell: .12, −.12, or 0. */
function textOf(value: number): string {
  const size = Math.abs(value);
  if (value === 0) return '0';
  return `${value < 0 ? '−' : ''}${size < 0.005 ? '.00' : size > 0.995 ? '1' : size.toFixed(2).slice(1)}`;
}
