// All heads of the model as one picture, with the row in focus outlined in each and drawn again below it; transparent buttons answer.
import { fitCanvas } from '../drawing/colour-scale';
import { make, resize, setText } from '../dom/element';
import { headName } from '../server/head-history';
import { paintLine, paintSquare, type Square } from './head-pixels';
import type { Scene } from './look';
import { headSizes, type HeadSizes } from './stage-sizes';
import { sameHead, type Head } from './stage-state';

export interface HeadGridActions {
  /** The pointer is on a row of a head. */
  point(head: Head, row: number): void;
  leave(): void;
  /** The keyboard is on a head, or on none. */
  focus(head: Head | null): void;
  choose(head: Head): void;
  open(head: Head): void;
  release(): void;
}

export interface HeadGrid { draw(scene: Scene): void }

/** What a picture was drawn of; it is drawn again when any of it is another. */
type Drawn = readonly unknown[];

const changed = (a: Drawn, b: Drawn) => a.length !== b.length || a.some((value, i) => value !== b[i]);

export function headGrid(box: HTMLElement, actions: HeadGridActions): HeadGrid {
  const pixels = make('canvas', 'stage-pixels'), marks = make('canvas', 'stage-marks'), buttons = make('div', 'stage-buttons'), rows = document.createElement('canvas');
  box.classList.add('stage-heads');
  box.replaceChildren(pixels, marks, buttons);
  let scene: Scene | undefined, sizes: HeadSizes | undefined, width = 0, height = 0, layout: Drawn = [], painted: Drawn = [], marked: Drawn = [], named: Drawn = [], image: ImageData | undefined;

  const columns = () => scene?.state.heads ?? 0;
  const headAt = (index: number): Head => ({ layer: Math.floor(index / columns()), head: index % columns() });
  const indexOf = (event: Event) => {
    const button = (event.target as Element).closest('.stage-head');
    return button ? [...buttons.children].indexOf(button) : -1;
  };

  buttons.addEventListener('pointermove', e => {
    const index = indexOf(e);
    if (index < 0 || !scene || !sizes) return actions.leave();
    const y = e.clientY - buttons.children[index].getBoundingClientRect().top, tokens = scene.state.tokens.length;
    actions.point(headAt(index), Math.max(0, Math.min(tokens - 1, Math.floor(y / sizes.side * tokens))));
  });
  buttons.addEventListener('pointerleave', () => actions.leave());
  buttons.addEventListener('click', e => {
    const index = indexOf(e);
    if (index < 0 || !scene) return;
    const head = headAt(index);
    // Enter on the head that is chosen opens it; a click comes with a count, the keyboard's without.
    if (e.detail === 0 && sameHead(head, scene.state.chosen)) actions.open(head);
    else actions.choose(head);
  });
  buttons.addEventListener('dblclick', e => { const index = indexOf(e); if (index >= 0) actions.open(headAt(index)); });
  buttons.addEventListener('focusin', e => { const index = indexOf(e); if (index >= 0 && (e.target as Element).matches(':focus-visible')) actions.focus(headAt(index)); });
  buttons.addEventListener('focusout', () => actions.focus(null));
  buttons.addEventListener('keydown', e => {
    const from = indexOf(e);
    if (e.key === 'Escape') return actions.release();
    const to = from < 0 || e.ctrlKey || e.metaKey || e.altKey ? null : beside(from, e.key, columns(), buttons.children.length);
    if (to === null) return;
    e.preventDefault();
    (buttons.children[from] as HTMLElement).tabIndex = -1;
    (buttons.children[to] as HTMLElement).tabIndex = 0;
    (buttons.children[to] as HTMLElement).focus();
  });

  const squareOf = ({ side, gap, row, apart, left, top }: HeadSizes, { layer, head }: Head, ratio: number): Square => ({
    x: Math.round((left + head * (side + gap)) * ratio), y: Math.round((top + layer * (side + apart + row + gap)) * ratio), side: Math.round(side * ratio),
  });

  function place({ state }: Scene, ratio: number): void {
    sizes = headSizes(width, height, state.layers, state.heads, state.tokens.length, ratio);
    fitCanvas(pixels, width, height);
    image = undefined;
    resize(buttons, state.layers * state.heads, () => {
      const button = make('button', 'stage-head', '', { type: 'button', tabindex: '-1' }), label = make('span', 'stage-head-label');
      label.append(make('b', 'stage-head-name'), ' ', make('span', 'stage-head-role')); // with a space, as in the button's name
      button.append(label);
      return button;
    });
    for (let index = 0; index < buttons.children.length; index++) {
      const button = buttons.children[index] as HTMLElement, { layer, head } = headAt(index);
      button.style.left = `${sizes.left + head * (sizes.side + sizes.gap)}px`;
      button.style.top = `${sizes.top + layer * (sizes.side + sizes.apart + sizes.row + sizes.gap)}px`;
      button.style.width = `${sizes.side}px`;
      button.style.height = `${sizes.side + sizes.apart + sizes.row}px`;
      setText(button.querySelector('.stage-head-name')!, headName({ layer, head }));
    }
    box.classList.toggle('is-small', sizes.small);
    box.classList.toggle('is-masked', state.masked);
  }

  function paint({ frame, palette, state }: Scene, ratio: number): void {
    const context = pixels.getContext('2d')!;
    image ??= context.createImageData(pixels.width, pixels.height);
    const into = { colours: new Uint32Array(image.data.buffer), width: pixels.width };
    for (let index = 0; index < buttons.children.length; index++) {
      const head = headAt(index), square = squareOf(sizes!, head, ratio);
      if (square.x + square.side > pixels.width || square.y + square.side > pixels.height) continue;
      if (frame) paintSquare(into, square, frame, head, palette);
      else for (let y = square.y; y < square.y + square.side; y++) into.colours.fill(palette.maskedPacked, y * into.width + square.x, y * into.width + square.x + square.side);
    }
    context.putImageData(image, 0, 0);
    box.dataset.empty = String(!frame || state.layers === 0);
  }

  // The marked row stands below each head too, because a row of two pixels cannot be read.
  function mark({ frame, look, palette, state }: Scene, ratio: number): void {
    const context = fitCanvas(marks, width, height), { row, cells } = look;
    if (!frame || row === null || !cells) return;
    const { side, row: tall, apart } = sizes!, count = buttons.children.length, cell = side / frame.tokens, wide = Math.round(side * ratio);
    rows.width = wide;
    rows.height = count;
    const strip = rows.getContext('2d')!, lines = strip.createImageData(wide, count), into = { colours: new Uint32Array(lines.data.buffer), width: wide };
    for (let index = 0; index < count; index++) paintLine(into, { x: 0, y: index, side: wide }, frame, headAt(index), row, palette);
    strip.putImageData(lines, 0, 0);
    context.imageSmoothingEnabled = false;
    context.strokeStyle = context.fillStyle = palette.query;
    context.lineWidth = 1;
    const thick = Math.max(4, cell + 2), top = Math.min(side - thick, Math.max(0, (row + 0.5) * cell - thick / 2)), tick = Math.max(2, cell);
    for (let index = 0; index < count; index++) {
      const { x, y } = squareOf(sizes!, headAt(index), ratio), left = x / ratio, from = y / ratio;
      context.drawImage(rows, 0, index, wide, 1, left, from + side + apart, side, tall);
      context.fillRect(Math.min(left + side - tick, left + row * cell), from + side + apart, tick, tall);
      context.strokeRect(left + 0.5, Math.round(from + top) + 0.5, Math.max(thick, (state.masked ? row + 1 : frame.tokens) * cell) - 1, Math.round(thick) - 1);
    }
  }

  function name({ state, roleOf }: Scene): void {
    const focused = [...buttons.children].find(button => button === document.activeElement);
    [...buttons.children].forEach((each, index) => {
      const button = each as HTMLElement, head = headAt(index), role = roleOf(head), chosen = sameHead(head, state.chosen);
      setText(button.querySelector('.stage-head-role')!, role);
      button.setAttribute('aria-pressed', String(chosen));
      button.setAttribute('aria-label', `${headName(head)}${role ? ` ${role}` : ''}: layer ${head.layer + 1}, head ${head.head + 1}${chosen ? ', Enter opens it in Inspect' : ''}`);
      if (!focused) button.tabIndex = chosen ? 0 : -1;
    });
  }

  return {
    draw(next) {
      const ratio = devicePixelRatio || 1, { state, look, frame, palette, roleOf } = next;
      scene = next;
      if (next.resized) [width, height] = [box.clientWidth, box.clientHeight];
      if (width === 0 || state.layers === 0) return;
      const nowLaid = [width, height, state.layers, state.heads, state.tokens.length, state.masked, ratio];
      if (changed(layout, nowLaid)) { place(next, ratio); layout = nowLaid; painted = marked = named = []; }
      const nowPainted = [frame, palette];
      if (changed(painted, nowPainted)) { paint(next, ratio); painted = nowPainted; }
      const nowMarked = [frame, palette, look.row, look.cells !== null];
      if (changed(marked, nowMarked)) { mark(next, ratio); marked = nowMarked; }
      const nowNamed = [state.chosen.layer, state.chosen.head, roleOf];
      if (changed(named, nowNamed)) { name(next); named = nowNamed; }
    },
  };
}

/** The head that a key leads to; null for other keys and beyond the grid. */
export function beside(from: number, key: string, columns: number, count: number): number | null {
  const column = from % columns, start = from - column;
  const to = { ArrowLeft: column > 0 ? from - 1 : null, ArrowRight: column < columns - 1 ? from + 1 : null, ArrowUp: from - columns, ArrowDown: from + columns, Home: start, End: start + columns - 1 }[key] ?? null;
  return to !== null && to >= 0 && to < count ? to : null;
}
