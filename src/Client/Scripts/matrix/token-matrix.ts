// A matrix of numbers over tokens: queries down, keys across, both axes in view while it scrolls; hover moves four markers and redraws no cell.
import { paintCells } from '../drawing/attention-image';
import { brushable } from './brush';
import { fitCanvas, type Palette } from '../drawing/colour-scale';
import { part } from '../dom/element';
import { glyphOf, type Glyph } from '../words/token-glyph';
import { axisCanvases, axisSize } from './axis-canvas';
import { futureLabels } from './future-labels';
import { matrixHands } from './matrix-hands';
import { cellAt, cellSize, fittingZoom, moved } from './matrix-layout';
import { inkOnPacked } from '../drawing/oklch';

const smallestNumberedCell = 36, largestNumbered = 2400; // pixels

/** What is drawn, and what of it is looked at. */
export interface MatrixScene {
  tokens: readonly { text: string }[];
  /** [query][key]; cells that a row does not have are the masked half. */
  rows: readonly ArrayLike<number>[];
  /** The querying token. */
  token: number;
  locked: boolean;
  /** The cell under the pointer or the keyboard's cursor. */
  cell: { query: number; key: number } | null;
  /** What the matrix is, for screen readers. */
  label: string;
  /** Packed colour of a cell's value. */
  colourOf: (value: number) => number;
  /** A cell's value in at most four characters, written where cells are large. */
  textOf: (value: number) => string;
}

export interface MatrixActions {
  /** The pointer or the cursor is on a cell, or on none. */
  point(cell: { query: number; key: number } | null): void;
  lock(cell: { query: number; key: number }): void;
  /** Whether the brush of the interventions paints on it. */
  brush?: boolean;
  release(): void;
}

export interface MatrixView {
  /** New data, head, size or theme: everything is drawn. */
  draw(scene: MatrixScene, palette: Palette): void;
  /** Only what is looked at changed. */
  mark(scene: MatrixScene): void;
  /** Changes the zoom by a factor, or to the whole matrix with 'fit'. */
  zoom(by: number | 'fit'): void;
}

export function matrixView(frame: HTMLElement, actions: MatrixActions, redraw: () => void): MatrixView {
  const plane = part(frame, 'plane'), cells = part<HTMLCanvasElement>(frame, 'cells'), numbers = part<HTMLCanvasElement>(frame, 'numbers');
  const rowMark = part(frame, 'row-mark'), columnMark = part(frame, 'column-mark'), cellMark = part(frame, 'cell-mark'), future = part(frame, 'future');
  let zoom = 1, cell = 20, count = 0, scene: MatrixScene | null = null, keyboard = false, colours: Palette | null = null, glyphs: readonly Glyph[] = [], written: MatrixScene['tokens'] | null = null, font = 'monospace', room = 0;
  let held: { x: number; y: number } | null = null; // the point that stays where it is while the size changes

  const at = (event: MouseEvent) => {
    const box = plane.getBoundingClientRect();
    return cellAt(event.clientX - box.left, event.clientY - box.top, cell, count);
  };

  const brush = actions.brush ? brushable(plane, at, actions.point) : null;
  plane.addEventListener('pointermove', event => { keyboard = false; actions.point(at(event)); });
  plane.addEventListener('pointerleave', () => { if (!keyboard) actions.point(null); });
  plane.addEventListener('click', event => { const hit = at(event); if (hit) actions.lock(hit); });
  frame.addEventListener('keydown', event => {
    if (!scene) return;
    const from = scene.cell ?? { query: scene.token, key: Math.min(scene.token, count - 1) };
    if (event.key === 'Escape') { actions.release(); actions.point(null); return; }
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); if (!brush?.enter(from)) actions.lock(from); return; }
    const to = scene.cell || !event.key.startsWith('Arrow') ? moved(from, event.key, count) : from;
    if (!to) return;
    event.preventDefault();
    keyboard = true;
    scene = { ...scene, cell: to }; // the next key may come before the next frame
    actions.point(to);
    reveal(to);
  });
  matrixHands(frame, (by, x, y) => {
    zoom = Math.min(4, Math.max(0.1, zoom * by));
    held = { x: Math.max(0, x - axisSize), y: Math.max(0, y - axisSize) };
    redraw();
  });
  frame.addEventListener('blur', () => { if (keyboard) { keyboard = false; actions.point(null); } });

  // Scrolls so that a cell is inside what the sticky axes leave free.
  const reveal = (to: { query: number; key: number }) => {
    const x = to.key * cell, width = frame.clientWidth - axisSize;
    if (x < frame.scrollLeft) frame.scrollLeft = x; else if (x + cell > frame.scrollLeft + width) frame.scrollLeft = x + cell - width;
    revealRow(to.query);
  };
  const revealRow = (query: number) => {
    const y = query * cell, height = frame.clientHeight - axisSize;
    if (y < frame.scrollTop) frame.scrollTop = y; else if (y + cell > frame.scrollTop + height) frame.scrollTop = y + 2 * cell - height;
  };

  const place = (element: HTMLElement, x: number, y: number, width: number, height: number) => {
    element.style.transform = `translate(${x}px, ${y}px)`;
    element.style.width = `${width}px`;
    element.style.height = `${height}px`;
  };

  const axes = axisCanvases(part<HTMLCanvasElement>(frame, 'key-axis'), part<HTMLCanvasElement>(frame, 'query-axis'), () => font);

  const drawNumbers = (next: MatrixScene) => {
    const shown = cell >= smallestNumberedCell && count * cell <= largestNumbered;
    numbers.hidden = !shown;
    if (!shown) return;
    const context = fitCanvas(numbers, count * cell, count * cell);
    context.font = `12px ${getComputedStyle(frame).fontFamily}`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    next.rows.forEach((row, query) => Array.from(row).forEach((value, key) => {
      context.fillStyle = inkOnPacked(next.colourOf(value));
      context.fillText(next.textOf(value), (key + 0.5) * cell, (query + 0.5) * cell);
    }));
  };

  const mark = (next: MatrixScene) => {
    const other = scene?.token !== next.token || scene.tokens.length !== next.tokens.length;
    scene = next;
    if (other && !frame.matches(':hover, :focus')) reveal({ query: next.token, key: next.token }); // chosen elsewhere
    const { rows } = scene, visible = rows[scene.token].length;
    place(rowMark, 0, scene.token * cell, visible * cell, cell);
    rowMark.classList.toggle('is-locked', scene.locked);
    columnMark.hidden = cellMark.hidden = scene.cell === null;
    if (scene.cell) {
      const { query, key } = scene.cell, first = rows.findIndex(row => row.length > key);
      place(columnMark, key * cell, first * cell, cell, (count - first) * cell);
      place(cellMark, key * cell, query * cell, cell, cell);
    }
    if (colours) axes.draw(glyphs, cell, colours, scene.cell?.query ?? scene.token, scene.cell?.key ?? null);
  };

  return {
    mark,
    draw(next, palette) {
      const { rows } = next, before = cell;
      count = rows.length;
      colours = palette;
      if (written !== next.tokens) [written, glyphs] = [next.tokens, next.tokens.map(token => glyphOf(token.text, '·'))];
      const style = getComputedStyle(frame), highest = Number.parseFloat(style.maxHeight);
      font = style.getPropertyValue('--lab-mono') || 'monospace';
      room = Math.min(frame.clientWidth, highest > 0 ? highest : Infinity) - axisSize;
      cell = cellSize(room, count, zoom);
      const side = count * cell;
      plane.style.width = plane.style.height = `${side}px`;
      plane.style.setProperty('--cell', `${cell}px`);
      plane.classList.toggle('has-lines', cell >= 8);
      paintCells(cells, rows, next.colourOf);
      if (held) {
        frame.scrollLeft = (frame.scrollLeft + held.x) * cell / before - held.x;
        frame.scrollTop = (frame.scrollTop + held.y) * cell / before - held.y;
        held = null;
      }
      drawNumbers(next);
      futureLabels(future, rows[0].length < count ? side : 0, count);
      frame.setAttribute('aria-label', `${next.label}, ${count} by ${count} tokens. Arrow keys move, Enter locks the row, Escape releases it.`);
      mark(next);
    },
    zoom(by) {
      const next = by === 'fit' ? fittingZoom(room, count) : zoom * by;
      zoom = Math.min(4, Math.max(0.1, next));
      held = by === 'fit' ? null : { x: (frame.clientWidth - axisSize) / 2, y: (frame.clientHeight - axisSize) / 2 };
      redraw();
    },
  };
}
