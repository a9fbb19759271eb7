// The grid's cells: a link and a canvas for each head, walked with the arrow keys.
import type { HeadCanvas } from '../drawing/head-paint';

export interface HeadCell extends HeadCanvas { readonly layer: number; readonly head: number; readonly link: HTMLAnchorElement }

export interface GridShape { layers: number; heads: number; inspect: string }

/** Puts layers x heads cells into an element, in place of what was there. `open` is called instead of following a link. */
export function buildCells(element: HTMLElement, shape: GridShape, open: (cell: HeadCell) => void): HeadCell[] {
  const cells: HeadCell[] = [];
  for (let layer = 0; layer < shape.layers; layer++)
    for (let head = 0; head < shape.heads; head++) cells.push(buildCell(shape, layer, head));
  element.style.setProperty('--columns', String(Math.max(1, shape.heads)));
  element.style.setProperty('--rows', String(Math.max(1, shape.layers)));
  element.replaceChildren(...cells.map(cell => cell.link));
  if (cells.length) cells[0].link.tabIndex = 0;
  for (const cell of cells) {
    cell.link.addEventListener('keydown', e => walk(e, cells, cell, shape));
    cell.link.addEventListener('click', e => {
      if (e.ctrlKey || e.metaKey || e.shiftKey || e.button !== 0) return; // the browser's own: a new tab or window
      e.preventDefault();
      open(cell);
    });
  }
  return cells;
}

function buildCell(shape: GridShape, layer: number, head: number): HeadCell {
  const link = document.createElement('a'), canvas = document.createElement('canvas'), label = document.createElement('span');
  link.className = 'head';
  link.href = `${shape.inspect}&layer=${layer}&head=${head}`;
  link.tabIndex = -1;
  link.setAttribute('aria-label', `L${layer + 1} H${head + 1}: layer ${layer + 1}, head ${head + 1}, open in Inspect`);
  canvas.width = canvas.height = 1;
  label.className = 'head-label';
  label.textContent = `L${layer + 1} H${head + 1}`;
  link.append(canvas, label);
  return { layer, head, link, canvas };
}

function walk(e: KeyboardEvent, cells: HeadCell[], from: HeadCell, { layers, heads }: GridShape): void {
  const moves: Record<string, [layer: number, head: number]> = {
    ArrowLeft: [from.layer, from.head - 1], ArrowRight: [from.layer, from.head + 1],
    ArrowUp: [from.layer - 1, from.head], ArrowDown: [from.layer + 1, from.head],
    Home: [from.layer, 0], End: [from.layer, heads - 1],
  };
  const move = moves[e.key];
  if (!move || e.ctrlKey || e.metaKey || e.altKey) return;
  e.preventDefault();
  const [layer, head] = move;
  if (layer < 0 || layer >= layers || head < 0 || head >= heads) return;
  const to = cells[layer * heads + head];
  from.link.tabIndex = -1;
  to.link.tabIndex = 0;
  to.link.focus();
}
