// Every key's way from q·k to its weighted value, a line each; vectors as strips that lie over the table.
import { cssColour, type Palette } from '../drawing/colour-scale';
import type { DifferenceScale } from '../matrix/difference-scale';
import { make, part, resize, setText } from '../dom/element';
import { glyphOf } from '../words/token-glyph';
import { shown } from './float-text';
import type { ProofRow } from './proof-row';
import { componentAt, componentWidth, limitOf, limitText, paintStrips, signedScale } from './signed-strip';

/** What is pointed at: a key's line, and a component of its vectors. */
export interface Cursor { key: number; component: number | null }

export interface ProofTable {
  draw(row: ProofRow, palette: Palette, cursor: Cursor): void;
  mark(cursor: Cursor): void;
  /** Brings a key's line into view. */
  reveal(key: number): void;
  /** To be told before drawing when the panel's width changed. */
  resized(): void;
  dispose(): void;
}

export interface TableEvents {
  point(cursor: Cursor | null): void;
  choose(cursor: Cursor): void;
}

const strips = ['k', 'qk', 'v', 'wv'] as const, lineHeight = 24, edges = 68, barRoom = 18, inset = 8, restPause = 80, beyond = 3;

type Strip = typeof strips[number];

export function proofTable(root: HTMLElement, events: TableEvents): ProofTable {
  const body = part(root, 'lines'), above = part(root, 'above'), below = part(root, 'below'), scroller = part(root, 'scroll'), layer = part(root, 'layer');
  let row: ProofRow | null = null, palette: Palette | null = null, marked: Element | undefined, measured = '', width = 0, follows = '', cursor: Cursor | null = null;
  let from = 0, to = 0, rows = 0;
  let left: Partial<Record<Strip, number>> = {}, scales: Partial<Record<Strip, DifferenceScale>> = {}, rest: ReturnType<typeof setTimeout> | undefined;

  const cursorAt = (event: MouseEvent): Cursor | null => {
    const target = event.target as Element, line = target.closest('tr');
    if (!line || line.parentElement !== body || !row) return null;
    const strip = target.closest<HTMLElement>('td.is-strip');
    return { key: from + (line as HTMLTableRowElement).sectionRowIndex, component: strip ? componentAt(event.clientX - strip.getBoundingClientRect().left - inset, componentWidth(row.size), row.size) : null };
  };
  body.addEventListener('pointermove', event => events.point(cursorAt(event)));
  body.addEventListener('pointerleave', () => events.point(null));
  body.addEventListener('click', event => { const cursor = cursorAt(event); if (cursor) events.choose(cursor); });
  scroller.addEventListener('scroll', () => { if (row && slide()) { write(); paint(); mark(); } }, { passive: true });

  const newLine = () => {
    const line = make('tr');
    const cell = (name = '') => make('td', name);
    const key = make('th', 'proof-key', '', { scope: 'row' });
    key.append(make('span', 'row-glyph'), make('span', 'row-index'));
    line.append(key, cell('of-query is-strip'), cell('of-query is-strip'), cell('of-query'), cell('of-query'), cell(), cell('of-query'), cell('of-query'), cell('row-weight'), cell('is-strip'), cell('is-strip'));
    return line;
  };
  /** Which keys are in the page: those in sight and a few around, as 256 lines of them take longer than a frame. Says whether they changed. */
  const slide = (): boolean => {
    const T = row!.tokens.length, first = Math.floor(scroller.scrollTop / lineHeight), count = Math.min(T, Math.ceil(scroller.clientHeight / lineHeight) + 2 * beyond);
    const begin = Math.max(0, Math.min(T - count, first - beyond));
    if (begin === from && begin + count === to) return false;
    [from, to] = [begin, begin + count];
    return true;
  };
  const write = () => {
    const T = row!.tokens.length;
    resize(body, to - from, newLine);
    above.style.height = `${from * lineHeight}px`;
    below.style.height = `${(T - to) * lineHeight}px`;
    for (let key = from; key < to; key++) writeLine(body.children[key - from] as HTMLElement, row!, key, palette!);
  };
  const paint = () => {
    const { size: D, seen: K, keys, products, values, parts } = row!;
    const one = (name: Strip, numbers: Float32Array, last: number) => {
      const canvas = part<HTMLCanvasElement>(root, `strip-${name}`);
      canvas.style.transform = `translateY(${from * lineHeight}px)`;
      canvas.style.height = `${(to - from) * lineHeight}px`;
      paintStrips(canvas, numbers.subarray(from * D, Math.max(from, last) * D), D, to - from, scales[name]!);
    };
    if (!row!.average) {
      one('k', keys, to);
      one('qk', products, to);
    }
    one('v', values, Math.min(to, K));
    one('wv', parts, Math.min(to, K));
  };

  return {
    draw(next, colours, at) {
      const { size: D, seen: K } = next, T = next.tokens.length;
      [row, palette, cursor] = [next, colours, at];
      width ||= scroller.offsetWidth; // the first time, before anyone told
      slide(); // reads the page's geometry, so before anything is written
      setText(part(root, 'divisor'), row.divisor === 1 ? '÷ 1' : `÷ √${D} = ${shown(row.divisor)}`);
      setText(part(root, 'max'), shown(row.max));
      setText(part(root, 'sum'), shown(row.sum));
      setText(part(root, 'sum-weights'), shown(row.weights.reduce((total, weight) => total + weight, 0)));
      setText(part(root, 'output-number'), D === 1 ? shown(row.output[0]) : '');
      if (rows !== T) {
        rows = T;
        root.style.setProperty('--tokens', String(T));
        body.parentElement!.setAttribute('aria-rowcount', String(T + 2));
      }
      if (measured !== `${D} ${row.average} ${width}`) measure();

      scales = { v: signedScale(colours, limitOf(row.values.subarray(0, K * D))), wv: signedScale(colours, limitOf(row.parts, row.output)) };
      if (!row.average) scales = { ...scales, k: signedScale(colours, limitOf(row.keys)), qk: signedScale(colours, limitOf(row.products)) };
      for (const name of strips) if (scales[name]) setText(part(root, `${name}-limit`), limitText(scales[name].limit));
      write();
      paint();
      mark();
      paintStrips(part<HTMLCanvasElement>(root, 'output'), row.output, D, 1, scales.wv!);
      part(root, 'output').setAttribute('aria-label', `The head’s output, ${D} numbers; switch on Numbers to read them`);

      // When nothing moves, another querying token's own line comes into view.
      clearTimeout(rest);
      const asks = `${next.token} ${T}`;
      if (asks !== follows) rest = setTimeout(() => {
        if (scroller.matches(':hover, :focus')) return;
        follows = asks;
        const top = (K + 3) * lineHeight + edges - scroller.clientHeight;
        if (scroller.scrollTop < top || scroller.scrollTop > next.token * lineHeight) scroller.scrollTop = top;
      }, restPause);
    },
    mark(at) {
      cursor = at;
      mark();
    },
    reveal(key) {
      const top = key * lineHeight, last = top + lineHeight + edges - scroller.clientHeight;
      if (scroller.scrollTop > top) scroller.scrollTop = top;
      else if (scroller.scrollTop < last) scroller.scrollTop = last;
    },
    resized() { width = scroller.offsetWidth; },
    dispose() { clearTimeout(rest); },
  };

  function mark(): void {
    const { key, component } = cursor!, cell = componentWidth(row!.size), line = part(root, 'line-mark'), next = body.children[key - from];
    if (marked !== next) {
      marked?.classList.remove('is-key');
      marked = next;
      marked?.classList.add('is-key');
    }
    line.hidden = key >= row!.tokens.length;
    line.style.transform = `translateY(${key * lineHeight}px)`;
    for (const name of strips) {
      const mark = part(root, `cell-mark-${name}`), x = left[name];
      mark.hidden = component === null || x === undefined || key >= row!.seen && (name === 'v' || name === 'wv');
      mark.style.width = `${cell}px`;
      mark.style.transform = `translate(${(x ?? 0) + (component ?? 0) * cell}px, ${key * lineHeight}px)`;
    }
  }

  // Strips lie over their columns; where those are is the browser's choice.
  function measure(): void {
    const D = row!.size, cell = componentWidth(D), head = part(root, 'columns');
    measured = `${D} ${row!.average} ${width}`;
    root.style.setProperty('--strip', `${D * cell + 2 * inset}px`);
    root.classList.toggle('is-average', row!.average);
    root.classList.toggle('is-single', D === 1);
    // Wider than there is room: then the keys stay in view. Measured on the outside, which no scroll bar changes.
    root.classList.toggle('is-wide', parseFloat(getComputedStyle(part(root, 'sheet')).minWidth) > width - barRoom);
    layer.style.top = `${head.offsetHeight}px`;
    left = {};
    for (const column of head.querySelectorAll<HTMLElement>('[data-column]')) {
      const name = column.dataset.column as Strip, canvas = part<HTMLCanvasElement>(root, `strip-${name}`);
      canvas.hidden = column.offsetWidth === 0;
      if (canvas.hidden) continue;
      left[name] = column.offsetLeft + inset;
      canvas.style.left = `${left[name]}px`;
      canvas.style.width = `${D * cell}px`;
    }
  }
}

function writeLine(line: HTMLElement, row: ProofRow, key: number, palette: Palette): void {
  const glyph = glyphOf(row.tokens[key].text), hidden = key >= row.seen, [name, , , raw, scaled, mask, shifted, exp, weight] = [...line.children] as HTMLElement[];
  setText(name.children[0], glyph.text);
  setText(name.children[1], String(key));
  name.setAttribute('aria-label', `${glyph.name}, token ${key}`);
  line.setAttribute('aria-rowindex', String(key + 2));
  line.classList.toggle('is-masked', hidden);
  line.classList.toggle('is-querying', key === row.token);
  const [k, qk, v, wv] = [...line.querySelectorAll('.is-strip')], one = (numbers: Float32Array) => row.size === 1 && key < numbers.length ? shown(numbers[key]) : '';
  setText(k, one(row.keys)); // a strip of one leaves room for its number
  setText(qk, one(row.products));
  setText(v, hidden ? '' : one(row.values));
  setText(wv, one(row.parts));
  if (!row.average) {
    setText(raw, shown(row.raw[key]));
    setText(scaled, shown(row.scaled[key]));
    setText(shifted, hidden ? '−∞' : shown(row.shifted[key]));
    setText(exp, hidden ? '0' : shown(row.exp[key]));
  }
  setText(mask, hidden ? '−∞' : row.added && row.added[key] !== 0 ? `${row.added[key] > 0 ? '+' : ''}${shown(row.added[key])}` : '0');
  mask.title = hidden ? 'masked: the future' : '';
  setText(weight, hidden ? '0' : shown(row.weights[key]));
  weight.style.setProperty('--tint', hidden ? 'transparent' : cssColour(palette, row.weights[key]));
}
