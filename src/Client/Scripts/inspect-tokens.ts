// The prompt's tokens as chips: the querying one stands out, the ones it attends to are tinted by their weight, all on one canvas behind them.
import { cssColour, fillMasked, fitCanvas, inkOn, type Palette } from './colour-scale';
import { make, resize, setText } from './element';
import type { Scene } from './scene';
import { exact, glance } from './number-format';
import { glyphOf } from './token-glyph';

export interface TokenActions {
  /** The pointer is on a token. */
  preview(token: number): void;
  /** The keyboard went to a token. */
  move(token: number): void;
  lock(token: number): void;
  leave(): void;
  release(): void;
}

export interface TokenChips {
  /** `row` are the weights of the querying token in the head that is shown. */
  draw(scene: Scene, row: ArrayLike<number>, palette: Palette): void;
  focus(token: number): void;
}

/** Longer prompts have chips without weights, so that all of them are in view and a hover stays quick. */
const mostWithWeights = 128;

export function tokenChips(list: HTMLElement, tints: HTMLCanvasElement, actions: TokenActions): TokenChips {
  let drawn: Scene['inspection']['tokens'] | null = null, drawnIn: Palette | null = null, compact = false, width = 0, marked: number[] = [], inks: string[] = [], lastVisible = -1, places: { x: number; y: number; width: number; height: number }[] = [];

  // Where the chips stand; asked for only when they may stand elsewhere.
  const measure = () => {
    places = ([...list.children] as HTMLElement[]).map(({ offsetLeft, offsetTop, offsetWidth, offsetHeight }) => ({ x: offsetLeft, y: offsetTop, width: offsetWidth, height: offsetHeight }));
  };
  const tint = (row: ArrayLike<number>, palette: Palette) => {
    const context = fitCanvas(tints, width, list.offsetHeight);
    places.forEach(({ x, y, width: across, height }, i) => {
      if (i >= row.length) { fillMasked(context, palette, x, y, across, height); return; }
      context.fillStyle = cssColour(palette, row[i]);
      context.beginPath();
      context.roundRect(x, y, across, height, 5);
      context.fill();
    });
  };
  // A name begins with what is written, and is no text of the page, which would be laid out again with each hover.
  const named = (chip: Element, i: number, text: string, weight: string, masked: boolean) => {
    const glyph = glyphOf(text);
    chip.setAttribute('aria-label', `${glyph.text}${weight}, ${glyph.name}, token ${i}${masked ? ', masked: the future' : ''}`);
  };
  const indexOf = (event: Event) => {
    const chip = (event.target as Element).closest('button');
    return chip ? [...list.children].indexOf(chip) : -1;
  };
  const chipAt = (index: number) => list.children[index] as HTMLElement | undefined;

  // Not pointerover: that also fires when chips flow under a resting pointer while someone types.
  list.addEventListener('pointermove', event => { const i = indexOf(event); if (i >= 0) actions.preview(i); });
  list.addEventListener('pointerleave', () => actions.leave());
  list.addEventListener('focusin', event => { const i = indexOf(event); if (i >= 0 && (event.target as Element).matches(':focus-visible')) actions.move(i); });
  list.addEventListener('click', event => { const i = indexOf(event); if (i >= 0) actions.lock(i); });
  list.addEventListener('keydown', event => {
    if (event.key === 'Escape') { actions.release(); return; }
    const from = indexOf(event), to = from < 0 ? null : neighbour(list, from, event.key);
    if (to === null) return;
    event.preventDefault();
    chipAt(to)?.focus();
  });

  return {
    draw(scene, row, palette) {
      const { tokens } = scene.inspection;
      resize(list, tokens.length, () => {
        const chip = make('button', 'ins-chip', '', { type: 'button', tabindex: '-1', 'aria-pressed': 'false' });
        chip.append(make('span', 'ins-chip-glyph'), ' ', make('span', 'ins-chip-weight'));
        return chip;
      });
      const isCompact = tokens.length > mostWithWeights, again = drawn !== tokens || drawnIn !== palette || compact !== isCompact || width !== list.clientWidth;
      if (again) {
        list.classList.toggle('is-compact', isCompact);
        [drawn, drawnIn, compact, width, lastVisible] = [tokens, palette, isCompact, list.clientWidth, -1];
        inks = [];
        tokens.forEach(({ text }, i) => {
          const chip = list.children[i] as HTMLElement, glyph = glyphOf(text);
          setText(chip.children[0], glyph.text);
          makeRoom(chip, glyph.text);
          chip.classList.toggle('is-special', glyph.special);
          if (isCompact) chip.title = `${glyph.name}, token ${i}`;
        });
        measure();
      }
      tint(row, palette);
      tokens.forEach(({ text }, i) => {
        const chip = list.children[i] as HTMLElement, masked = i >= row.length, ink = masked ? '' : inkOn(palette, row[i]);
        if (ink !== inks[i]) chip.style.color = inks[i] = ink;
        if (isCompact) return;
        const weight = masked ? 'masked' : glance(row[i]);
        setText(chip.children[1], weight);
        chip.title = `${glyphOf(text).name}, token ${i}\n${masked ? 'masked: the future' : `weight ${exact(row[i])}`}`;
        named(chip, i, text, ` ${weight}`, masked);
      });
      // Only what the mask hides now and did not before, or the other way round.
      for (let i = lastVisible < 0 ? 0 : Math.min(lastVisible, row.length), end = lastVisible < 0 ? tokens.length : Math.max(lastVisible, row.length); i < end; i++) {
        const masked = i >= row.length, chip = list.children[i];
        chip.classList.toggle('is-masked', masked);
        if (isCompact) named(chip, i, tokens[i].text, '', masked);
      }
      lastVisible = row.length;
      const at = [scene.token, scene.locked ? scene.token : -1, scene.cell?.query === scene.token ? scene.cell.key : -1];
      for (const i of new Set([...marked, ...at])) {
        const chip = list.children[i] as HTMLButtonElement | undefined, querying = i === scene.token;
        if (!chip) continue;
        chip.classList.toggle('is-querying', querying);
        chip.classList.toggle('is-locked', querying && scene.locked);
        chip.classList.toggle('is-key', i === at[2]);
        chip.tabIndex = querying ? 0 : -1;
        chip.setAttribute('aria-pressed', String(querying && scene.locked));
      }
      marked = at;
    },
    focus(token) { chipAt(token)?.focus(); },
  };
}

// A chip is as wide as its text: that of bytes, ‹E2 82›, is not cut.
function makeRoom(chip: HTMLElement, text: string): void {
  const letters = [...text].length, wide = letters > 4;
  chip.style.width = wide ? `${letters + 1}ch` : '';
  (chip.firstElementChild as HTMLElement).style.maxWidth = wide ? 'none' : '';
}

// Left and right go by position; up and down to the nearest chip of the line above or below.
function neighbour(list: HTMLElement, from: number, key: string): number | null {
  const last = list.children.length - 1;
  switch (key) {
    case 'ArrowLeft': return Math.max(0, from - 1);
    case 'ArrowRight': return Math.min(last, from + 1);
    case 'Home': return 0;
    case 'End': return last;
    case 'ArrowUp': case 'ArrowDown': break;
    default: return null;
  }
  const chips = [...list.children] as HTMLElement[], here = chips[from], down = key === 'ArrowDown';
  const beyond = chips.filter(c => down ? c.offsetTop > here.offsetTop : c.offsetTop < here.offsetTop);
  if (beyond.length === 0) return from;
  const line = down ? beyond[0].offsetTop : beyond[beyond.length - 1].offsetTop;
  const nearest = beyond.filter(c => c.offsetTop === line)
    .reduce((best, c) => Math.abs(c.offsetLeft - here.offsetLeft) < Math.abs(best.offsetLeft - here.offsetLeft) ? c : best);
  return chips.indexOf(nearest);
}
