// The model view: every head at once, sorted and filtered, on one canvas with a second one for the marks; a click looks at one head everywhere.
import type { Palette } from '../drawing/colour-scale';
import type { HeadHistory } from '../contract';
import { part } from '../dom/element';
import type { Inspection } from './inspection';
import type { Scene } from './scene';
import { arranged, factsOf, type Arrangement, type HeadFacts } from './head-facts';
import { sameHead, type Head } from './head-set';
import { paintMarks, paintModel, paintRows, type ModelPicture } from './model-paint';
import { placeStrips, placeTiles, tileAt, tileBeside } from './thumbnails';

export interface ModelActions {
  /** The pointer or the cursor is on a head, or on none. */
  preview(head: Head | null): void;
  /** Alone, or with the others. */
  choose(head: Head, more: boolean): void;
  /** Alone, whatever was chosen before. */
  isolate(head: Head): void;
  release(): void;
}

export interface ModelView {
  /** New weights, size or theme. */
  draw(scene: Scene, palette: Palette): void;
  /** Only what is looked at changed. */
  mark(scene: Scene, palette: Palette): void;
  /** Roles came, or came anew. */
  history(history: HeadHistory | null): void;
  /** Sorted and filtered otherwise. */
  arrange(next: Arrangement): void;
  factsOf(head: Head): HeadFacts | undefined;
}

export function modelView(root: HTMLElement, actions: ModelActions, redraw: () => void): ModelView {
  const map = part(root, 'model-map'), pictures = part<HTMLCanvasElement>(root, 'model-pictures'), marks = part<HTMLCanvasElement>(root, 'model-marks');
  const pointed = part(root, 'model-pointed');
  let facts: HeadFacts[] = [], of: Inspection | null = null, history: HeadHistory | null = null, scene: Scene | null = null;
  let picture: ModelPicture | null = null, arrangement: Arrangement = { order: 'place', filter: 'all', byRow: false }, cursor = -1, drawnRow = -1, marked: unknown[] = [];

  const at = (event: MouseEvent) => {
    const box = pictures.getBoundingClientRect();
    return picture ? tileAt(picture.layout.tiles, event.clientX - box.left, event.clientY - box.top) : -1;
  };
  const point = (index: number) => {
    if (index === cursor) return;
    cursor = index;
    actions.preview(picture?.shown[index] ?? null);
  };
  // What was chosen is shown at once, although the pointer is still on it.
  const choose = (head: Head, more: boolean) => {
    actions.choose(head, more);
    actions.preview(null);
  };
  const shownAt = (index: number): Head | undefined => picture?.shown[index];

  map.addEventListener('pointermove', event => point(at(event)));
  map.addEventListener('pointerleave', () => point(-1));
  map.addEventListener('click', event => { const head = shownAt(at(event)); if (head) choose(head, event.shiftKey || event.ctrlKey || event.metaKey); });
  map.addEventListener('dblclick', event => { const head = shownAt(at(event)); if (head) actions.isolate(head); });
  map.addEventListener('keydown', event => {
    if (event.key === 'Escape') { cursor = -1; actions.preview(null); actions.release(); return; }
    if (!picture || picture.shown.length === 0) return;
    const from = cursor >= 0 ? cursor : Math.max(0, picture.shown.findIndex(head => scene !== null && sameHead(head, scene)));
    if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(picture.shown[from], event.shiftKey); return; }
    const to = tileBeside(picture.layout.tiles, from, event.key);
    if (to === null) return;
    event.preventDefault();
    point(to);
    const tile = picture.layout.tiles[to], box = map;
    if (tile.y < box.scrollTop) box.scrollTop = tile.y - 20; else if (tile.y + tile.height > box.scrollTop + box.clientHeight) box.scrollTop = tile.y + tile.height - box.clientHeight + 8;
  });
  map.addEventListener('blur', () => point(-1));
  const mark = (next: Scene, palette: Palette) => {
    scene = next;
    if (!picture) return;
    if (arrangement.byRow && drawnRow !== next.token) { paintRows(pictures, picture, next, palette); drawnRow = next.token; }
    const now = [picture, next.heads, next.layer, next.head, palette];
    if (now.some((value, i) => value !== marked[i])) {
      marked = now;
      paintMarks(marks, picture, head => next.heads.length < facts.length && next.heads.some(other => sameHead(other, head)) || sameHead(head, next), head => sameHead(head, next), palette);
    }
    const tile = picture.layout.tiles[cursor];
    pointed.hidden = tile === undefined;
    if (tile) {
      pointed.style.transform = `translate(${tile.x - 3}px, ${tile.y - 3}px)`;
      pointed.style.width = `${tile.width + 6}px`;
      pointed.style.height = `${tile.side + 6}px`;
    }
  };

  return {
    history(next) { history = next; of = null; redraw(); },
    arrange(next) { arrangement = next; cursor = -1; redraw(); },
    factsOf: head => facts.find(each => sameHead(each, head)),
    mark,
    draw(next, palette) {
      const { inspection } = next, width = map.clientWidth;
      if (width === 0) return; // not in view
      if (of !== inspection) { facts = factsOf(inspection, history); of = inspection; }
      const shown = arranged(facts, arrangement);
      const asGrid = !arrangement.byRow && arrangement.order === 'place' && arrangement.filter === 'all';
      const layout = arrangement.byRow ? placeStrips(shown.length, width) : placeTiles(shown.length, width, inspection.heads, asGrid);
      picture = { shown, layout, width, asGrid, heads: inspection.heads };
      if (cursor >= shown.length) cursor = -1;
      if (arrangement.byRow) paintRows(pictures, picture, next, palette); else paintModel(pictures, picture, next, palette);
      drawnRow = next.token;
      map.setAttribute('aria-label', `${shown.length} of ${facts.length} heads${shown.length === 0 ? ': none is like that' : ''}. Arrow keys move, Enter looks at one alone and again at all, Shift and Enter adds one, Escape releases.`);
      mark(next, palette);
    },
  };
}
