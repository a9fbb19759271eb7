// A matrix of numbers over tokens: queries down, keys across, both axes in view while it scrolls; hover moves four markers and redraws no cell.
import { paintCells } from './attention-image';
import { fitCanvas, type Palette } from './colour-scale';
import { part } from './element';
import { futureLabels } from './future-labels';
import { cellAt, cellSize, fittingZoom, moved } from './inspect-layout';
import { inkOnPacked } from './oklch';
import { glyphOf } from './token-glyph';

const axis = 30, smallestNumberedCell = 36;

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
  release(): void;
}

export interface MatrixView {
  /** New data, head, size or theme: everything is drawn. */
  draw(scene: MatrixScene, palette: Palette): void;
  /** Only what is looked at changed. */
  mark(scene: MatrixScene, palette: Palette): void;
  /** Changes the zoom by a factor, or to the whole matrix with 'fit'. */
  zoom(by: number | 'fit'): void;
}

export function matrixView(frame: HTMLElement, actions: MatrixActions, redraw: () => void): MatrixView {
  const plane = part(frame, 'plane'), cells = part<HTMLCanvasElement>(frame, 'cells'), numbers = part<HTMLCanvasElement>(frame, 'numbers');
  const keyAxis = part<HTMLCanvasElement>(frame, 'key-axis'), queryAxis = part<HTMLCanvasElement>(frame, 'query-axis');
  const rowMark = part(frame, 'row-mark'), columnMark = part(frame, 'column-mark'), cellMark = part(frame, 'cell-mark'), future = part(frame, 'future');
  let zoom = 1, cell = 20, count = 0, scene: MatrixScene | null = null, keyboard = false;

  const at = (event: MouseEvent) => {
    const box = plane.getBoundingClientRect();
    return cellAt(event.clientX - box.left, event.clientY - box.top, cell, count);
  };
  const available = () => frame.clientWidth - axis - 6;

  plane.addEventListener('pointermove', event => { keyboard = false; actions.point(at(event)); });
  plane.addEventListener('pointerleave', () => { if (!keyboard) actions.point(null); });
  plane.addEventListener('click', event => { const hit = at(event); if (hit) actions.lock(hit); });
  frame.addEventListener('keydown', event => {
    if (!scene) return;
    const from = scene.cell ?? { query: scene.token, key: Math.min(scene.token, count - 1) };
    if (event.key === 'Escape') { actions.release(); actions.point(null); return; }
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); actions.lock(from); return; }
    const to = scene.cell || !event.key.startsWith('Arrow') ? moved(from, event.key, count) : from;
    if (!to) return;
    event.preventDefault();
    keyboard = true;
    actions.point(to);
    reveal(to);
  });
  frame.addEventListener('blur', () => { if (keyboard) { keyboard = false; actions.point(null); } });

  // Scrolls so that a cell is inside what the sticky axes leave free.
  const reveal = (to: { query: number; key: number }) => {
    const x = to.key * cell, width = frame.clientWidth - axis;
    if (x < frame.scrollLeft) frame.scrollLeft = x; else if (x + cell > frame.scrollLeft + width) frame.scrollLeft = x + cell - width;
    revealRow(to.query);
  };
  const revealRow = (query: number) => {
    const y = query * cell, height = frame.clientHeight - axis;
    if (y < frame.scrollTop) frame.scrollTop = y; else if (y + cell > frame.scrollTop + height) frame.scrollTop = y + 2 * cell - height;
  };

  const place = (element: HTMLElement, x: number, y: number, width: number, height: number) => {
    element.style.transform = `translate(${x}px, ${y}px)`;
    element.style.width = `${width}px`;
    element.style.height = `${height}px`;
  };

  const axes = (palette: Palette) => {
    if (!scene) return;
    const length = count * cell, size = Math.min(15, Math.max(8, cell * 0.8)), { tokens } = scene;
    const font = getComputedStyle(frame).getPropertyValue('--lab-mono') || 'monospace', key = scene.cell?.key ?? -1, query = scene.cell?.query ?? scene.token;
    const across = fitCanvas(keyAxis, length, axis), down = fitCanvas(queryAxis, axis, length);
    for (const [context, vertical, marked, colour] of [[across, false, key, palette.key], [down, true, query, palette.query]] as const) {
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      for (let i = 0; i < count; i++) {
        const on = i === marked, glyph = glyphOf(tokens[i].text), centre = (i + 0.5) * cell;
        if (cell < 9 && !on) continue;
        context.font = `${on ? '700 ' : ''}${on ? Math.max(13, size) : size}px ${font}`;
        if (on) {
          context.fillStyle = colour;
          const width = Math.max(cell, 16);
          if (vertical) context.fillRect(0, centre - width / 2, axis - 3, width); else context.fillRect(centre - width / 2, 0, width, axis - 3);
        }
        context.fillStyle = on ? palette.panel : glyph.special ? palette.faintInk : palette.ink;
        if (vertical) context.fillText(glyph.text, axis / 2 - 1, centre + 0.5); else context.fillText(glyph.text, centre, axis / 2);
      }
    }
  };

  const drawNumbers = (next: MatrixScene) => {
    const shown = cell >= smallestNumberedCell && count <= 24;
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

  const mark = (next: MatrixScene, palette: Palette) => {
    const other = scene?.token !== next.token;
    scene = next;
    if (other && !frame.matches(':hover, :focus')) revealRow(next.token); // chosen elsewhere
    const { rows } = scene, visible = rows[scene.token].length;
    place(rowMark, 0, scene.token * cell, visible * cell, cell);
    rowMark.classList.toggle('is-locked', scene.locked);
    columnMark.hidden = cellMark.hidden = scene.cell === null;
    if (scene.cell) {
      const { query, key } = scene.cell, first = rows.findIndex(row => row.length > key);
      place(columnMark, key * cell, first * cell, cell, (count - first) * cell);
      place(cellMark, key * cell, query * cell, cell, cell);
    }
    axes(palette);
  };

  return {
    mark,
    draw(next, palette) {
      const { rows } = next;
      count = rows.length;
      cell = cellSize(available(), count, zoom);
      const side = count * cell;
      plane.style.width = plane.style.height = `${side}px`;
      plane.style.setProperty('--cell', `${cell}px`);
      plane.classList.toggle('has-lines', cell >= 8);
      paintCells(cells, rows, next.colourOf);
      drawNumbers(next);
      futureLabels(future, rows[0].length < count ? side : 0);
      frame.setAttribute('aria-label', `${next.label}, ${count} by ${count} tokens. Arrow keys move, Enter locks the row, Escape releases it.`);
      mark(next, palette);
    },
    zoom(by) {
      const next = by === 'fit' ? fittingZoom(Math.min(available(), frame.clientHeight - axis), count) : zoom * by;
      zoom = Math.min(4, Math.max(0.2, next));
      redraw();
    },
  };
}
