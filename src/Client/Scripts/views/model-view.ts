// The model view: every head at once, sorted and filtered, on one canvas with a second one for the marks; a click looks at one head everywhere.
import type { Palette } from '../colour-scale';
import type { HeadHistory } from '../contract';
import { make, part, resize, setText } from '../element';
import { headName, roleNames } from '../head-history';
import type { Inspection } from '../inspection';
import type { Scene } from '../scene';
import { arranged, entropyText, factsOf, type HeadFacts, type HeadFilter, type HeadOrder } from './head-facts';
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
}

export function modelView(root: HTMLElement, actions: ModelActions, redraw: () => void): ModelView {
  const map = part(root, 'model-map'), pictures = part<HTMLCanvasElement>(root, 'model-pictures'), marks = part<HTMLCanvasElement>(root, 'model-marks');
  const order = part<HTMLSelectElement>(root, 'model-order'), filter = part<HTMLSelectElement>(root, 'model-filter'), table = part<HTMLDetailsElement>(root, 'model-table');
  const readout = part(root, 'model-readout'), byRow = part<HTMLInputElement>(root, 'model-by-row');
  const pointed = part(root, 'model-pointed');
  let facts: HeadFacts[] = [], of: Inspection | null = null, history: HeadHistory | null = null, scene: Scene | null = null;
  let picture: ModelPicture | null = null, cursor = -1, drawnRow = -1, marked: unknown[] = [];

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
  for (const control of [order, filter, byRow]) control.addEventListener('change', () => { cursor = -1; redraw(); });
  table.addEventListener('toggle', () => { fillTable(); });
  table.addEventListener('click', event => {
    const button = (event.target as Element).closest<HTMLElement>('[data-head]');
    if (!button) return;
    const [layer, head] = button.dataset.head!.split('.').map(Number);
    actions.choose({ layer, head }, (event as MouseEvent).shiftKey);
  });

  const fillTable = () => {
    if (!table.open || !picture || !scene) return;
    const body = table.querySelector('tbody')!;
    resize(body, picture.shown.length, () => {
      const row = make('tr'), name = make('th', '', '', { scope: 'row' });
      name.append(make('button', 'lab-button is-quiet', '', { type: 'button' }));
      row.append(name, make('td'), make('td', 'num'));
      return row;
    });
    const { heads } = scene;
    picture.shown.forEach((head, i) => {
      const [name, role, entropy] = [...body.children[i].children], button = name.firstElementChild as HTMLElement;
      setText(button, headName(head));
      button.dataset.head = `${head.layer}.${head.head}`;
      button.setAttribute('aria-pressed', String(heads.some(chosen => sameHead(chosen, head))));
      setText(role, head.role ? roleNames[head.role] : 'not recorded');
      setText(entropy, head.entropy.toFixed(4));
    });
  };

  const describe = () => {
    if (!scene || !picture) return;
    const head = picture.shown[cursor] ?? facts.find(each => sameHead(each, scene!));
    if (!head) { setText(readout, ''); return; }
    const role = head.role === null ? 'role not recorded' : head.role === 'none' ? roleNames.none : `${roleNames[head.role]} head`;
    const none = picture.shown.length === 0 ? ' No head is like that.' : '';
    setText(readout, `${headName(head)}: ${role}, entropy ${entropyText(head.entropy)} of an even row’s.${none}`);
  };

  const mark = (next: Scene, palette: Palette) => {
    scene = next;
    if (!picture) return;
    if (byRow.checked && drawnRow !== next.token) { paintRows(pictures, picture, next, palette); drawnRow = next.token; }
    const now = [picture, next.heads, next.layer, next.head, palette];
    if (now.some((value, i) => value !== marked[i])) {
      marked = now;
      paintMarks(marks, picture, head => next.heads.length < facts.length && next.heads.some(other => sameHead(other, head)) || sameHead(head, next), head => sameHead(head, next), palette);
      fillTable();
    }
    const tile = picture.layout.tiles[cursor];
    pointed.hidden = tile === undefined;
    if (tile) {
      pointed.style.transform = `translate(${tile.x - 3}px, ${tile.y - 3}px)`;
      pointed.style.width = `${tile.width + 6}px`;
      pointed.style.height = `${tile.side + 6}px`;
    }
    describe();
  };

  return {
    history(next) { history = next; of = null; redraw(); },
    mark,
    draw(next, palette) {
      const { inspection } = next, width = map.clientWidth;
      if (width === 0) return; // not in view
      if (of !== inspection) { facts = factsOf(inspection, history); of = inspection; }
      const shown = arranged(facts, order.value as HeadOrder, filter.value as HeadFilter);
      const asGrid = !byRow.checked && order.value === 'place' && filter.value === 'all';
      const layout = byRow.checked ? placeStrips(shown.length, width) : placeTiles(shown.length, width, inspection.heads, asGrid);
      picture = { shown, layout, width, asGrid, heads: inspection.heads };
      if (cursor >= shown.length) cursor = -1;
      if (byRow.checked) paintRows(pictures, picture, next, palette); else paintModel(pictures, picture, next, palette);
      drawnRow = next.token;
      map.setAttribute('aria-label', `${shown.length} of ${facts.length} heads. Arrow keys move, Enter looks at one alone and again at all, Shift and Enter adds one, Escape releases.`);
      mark(next, palette);
    },
  };
}
