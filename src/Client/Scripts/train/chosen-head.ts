// The chosen head enlarged: its matrix with both axes, the row in focus, and a readout of who asks whom, and how much.
import { css } from '../drawing/oklch';
import { fitCanvas } from '../drawing/colour-scale';
import { mostTimesEven } from '../drawing/head-paint';
import { make, setText } from '../dom/element';
import { headName } from '../server/head-history';
import { exact as everyDigit, threeDecimals } from '../words/number-format';
import { countText } from '../words/number-text';
import { axisCanvases, axisSize } from '../matrix/axis-canvas';
import { paintSquare } from './head-pixels';
import type { Scene } from './look';
import { spoken } from './row-words';
import { wholeSide } from './stage-sizes';
import type { Head } from './stage-state';

export interface ChosenHeadActions {
  point(row: number, key: number): void;
  leave(): void;
  lock(row: number): void;
  open(): void;
  /** The head so many places on. */
  turn(by: 1 | -1): void;
  /** Looks back to a step whose weights are kept. */
  show(step: number): void;
}

export interface ChosenHead { draw(scene: Scene): void }

/** How long a row stays in focus before it is read out, in ms. */
const rest = 400;

export function chosenHead(box: HTMLElement, actions: ChosenHeadActions): ChosenHead {
  const back = make('button', 'stage-turn', '‹', { type: 'button', 'aria-label': 'Previous head' }), on = make('button', 'stage-turn', '›', { type: 'button', 'aria-label': 'Next head' });
  const title = make('h2', 'stage-title'), long = make('span', 'stage-title-long'), short = make('span', 'stage-title-short', '', { 'aria-hidden': 'true' }), query = make('span', 'stage-token is-query'), key = make('span', 'stage-token is-key'), arrow = make('span', 'stage-arrow', '→', { 'aria-hidden': 'true' });
  const number = make('span', 'stage-number'), near = make('span', 'stage-near'), readout = make('div', 'stage-readout'), top = make('div', 'stage-chosen-head');
  const room = make('div', 'stage-room'), plane = make('div', 'stage-plane', '', { role: 'img', 'aria-label': 'The chosen head’s attention, not here yet' }), cells = make('canvas', 'stage-cells'), marks = make('canvas', 'stage-marks'), future = make('span', 'stage-future', 'masked: the future');
  const across = make('canvas', 'stage-across'), down = make('canvas', 'stage-down'), foot = make('div', 'stage-foot'), legend = make('canvas', 'stage-legend'), said = make('p', 'visually-hidden', '', { role: 'status' });
  title.append(long, short);
  readout.append(query, arrow, key, number);
  top.append(back, title, on, near, readout);
  plane.append(cells, marks, future);
  room.append(across, down, plane);
  const scale = make('span', 'stage-scale');
  const end = document.createTextNode('1');
  scale.append('0', legend, end);
  foot.append(make('span', '', 'rows ask, columns are asked'), scale);
  box.classList.add('stage-chosen');
  box.replaceChildren(top, room, foot, said);

  const axes = axisCanvases(across, down, () => font);
  let scene: Scene | undefined, side = 0, width = 0, height = 0, font = 'monospace', painted: readonly unknown[] = [], marked: readonly unknown[] = [], image: ImageData | undefined, telling = 0, told = '';

  const at = (e: MouseEvent) => {
    const tokens = scene?.state.tokens.length ?? 0, bounds = plane.getBoundingClientRect(), place = (offset: number) => Math.floor(offset / side * tokens);
    const row = place(e.clientY - bounds.top), key = place(e.clientX - bounds.left);
    return row >= 0 && key >= 0 && row < tokens && key < tokens ? { row, key } : null;
  };
  plane.addEventListener('pointermove', e => { const hit = at(e); if (hit) actions.point(hit.row, hit.key); else actions.leave(); });
  plane.addEventListener('pointerleave', () => actions.leave());
  plane.addEventListener('click', e => { const hit = at(e); if (hit) actions.lock(hit.row); });
  plane.addEventListener('dblclick', () => actions.open());
  back.addEventListener('click', () => actions.turn(-1));
  on.addEventListener('click', () => actions.turn(1));
  number.addEventListener('copy', e => {
    e.clipboardData?.setData('text/plain', number.title);
    e.preventDefault();
  });

  function place(next: Scene, ratio: number): void {
    const axis = width >= 420 ? axisSize : 0;
    side = wholeSide(Math.min(width, height) - axis, next.state.tokens.length, ratio);
    plane.style.top = `${axis}px`;
    plane.style.left = `${axis || Math.floor((width - side) / 2)}px`;
    plane.style.width = plane.style.height = `${side}px`;
    across.hidden = down.hidden = axis === 0;
    future.hidden = !next.state.masked || side < 200;
    const wide = Math.min(next.state.tokens.length, Math.round(side * ratio)); // the browser makes whole pixels of a cell's one
    if (cells.width !== wide) cells.width = cells.height = wide;
    image = undefined;
  }

  function paint({ frame, palette, look }: Scene): void {
    const context = cells.getContext('2d')!;
    image ??= context.createImageData(cells.width, cells.height);
    const colours = new Uint32Array(image.data.buffer);
    if (frame) paintSquare({ colours, width: cells.width }, { x: 0, y: 0, side: cells.width }, frame, look.head, palette);
    else colours.fill(palette.maskedPacked);
    context.putImageData(image, 0, 0);
    end.data = palette.relative ? `${mostTimesEven} × even` : '1';
    scale.title = palette.relative ? `The mark is an even row; the scale ends at ${mostTimesEven} times even` : '';
    const span = width >= 420 ? 140 : 80, bar = fitCanvas(legend, span, 10);
    for (let x = 0; x < span; x++) {
      bar.fillStyle = css(palette.packed[Math.round(x / (span - 1) * 255)]);
      bar.fillRect(x, 0, 1.5, 10);
    }
    if (!palette.relative) return;
    bar.fillStyle = palette.ink;
    bar.fillRect(Math.round(Math.sqrt(1 / mostTimesEven) * (span - 1)), 0, 1, 10);
  }

  function mark({ state, look: { row, key, cells: seen }, palette, glyphs }: Scene): void {
    const context = fitCanvas(marks, side, side), cell = side / Math.max(1, state.tokens.length);
    axes.draw(glyphs, cell, palette, row, key);
    if (row === null || !seen) return;
    context.lineWidth = 2;
    context.strokeStyle = palette.query;
    const thick = Math.max(cell + 2, 5), top = Math.max(0, Math.min(side - thick, (row + 0.5) * cell - thick / 2));
    context.strokeRect(1, top + 1, Math.max(thick, seen.seen * cell) - 2, thick - 2);
    if (key === null) return;
    const middle = (key + 0.5) * cell;
    context.strokeStyle = palette.key;
    context.setLineDash([2, 3]);
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(middle, state.masked ? key * cell : 0);
    context.lineTo(middle, top);
    context.stroke();
    context.setLineDash([]);
    context.lineWidth = 2;
    const wide = Math.max(cell, 6);
    context.strokeRect(middle - wide / 2, top + 1, wide, thick - 2);
  }

  function read({ look, glyphs, state }: Scene): void {
    const { head, row, key: asked, exact, near: steps } = look, weight = exact && asked !== null ? exact[asked] : undefined;
    setText(long, titleOf(head));
    setText(short, headName(head));
    readout.dataset.shown = String(row !== null && asked !== null);
    if (row !== null) setText(query, glyphs[row].text);
    if (asked !== null) setText(key, glyphs[asked].text);
    setText(number, weight === undefined ? '' : threeDecimals(weight));
    number.title = weight === undefined ? '' : everyDigit(weight);
    tellNear(steps);
    plane.setAttribute('aria-label', `${titleOf(head)}: attention of ${state.tokens.length} tokens, rows ask, columns are asked`);
    const words = spoken(look, glyphs, state.tokens.length);
    if (words === told) return;
    told = words;
    clearTimeout(telling);
    telling = window.setTimeout(() => setText(said, words), rest);
  }

  function tellNear(steps: readonly number[] | null): void {
    const words = steps === null ? '' : steps.join();
    if (near.dataset.steps === words) return;
    near.dataset.steps = words;
    if (!steps?.length) { near.replaceChildren(steps ? 'weights of this step are not kept' : ''); return; }
    const links = steps.map(step => {
      const link = make('button', 'stage-link', countText(step), { type: 'button', 'aria-label': `Show step ${countText(step)}` });
      link.addEventListener('click', () => actions.show(step));
      return link;
    });
    near.replaceChildren('weights kept at ', ...links.flatMap((link, i) => i ? [' and ', link] : [link]));
  }

  return {
    draw(next) {
      const ratio = devicePixelRatio || 1, { state, look, frame, palette, glyphs } = next;
      scene = next;
      if (next.resized) [width, height, font] = [room.clientWidth, room.clientHeight, getComputedStyle(box).getPropertyValue('--lab-mono') || 'monospace'];
      read(next);
      if (width === 0 || state.tokens.length === 0) return;
      const nowPainted = [frame, palette, look.head.layer, look.head.head, width, height, state.tokens.length, ratio];
      const sized = painted.length === 0 || nowPainted.slice(4).some((value, i) => value !== painted[i + 4]);
      if (sized) place(next, ratio);
      if (sized || nowPainted.some((value, i) => value !== painted[i])) { paint(next); painted = nowPainted; }
      const nowMarked = [look.row, look.key, look.cells !== null, palette, glyphs, side];
      if (sized || nowMarked.some((value, i) => value !== marked[i])) { mark(next); marked = nowMarked; }
    },
  };
}

const titleOf = ({ layer, head }: Head): string => `Layer ${layer + 1}, head ${head + 1}`;
