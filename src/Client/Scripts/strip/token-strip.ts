// Tokens as a strip of chips: tinted by one row of weights, numbered where those are exact, walked by pointer, finger and keys.
import { fitCanvas, type Palette } from '../drawing/colour-scale';
import { make, resize, setText } from '../dom/element';
import { exact as everyDigit, threeDecimals } from '../words/number-format';
import { css, inkOnPacked } from '../drawing/oklch';
import type { Glyph } from '../words/token-glyph';
import { chipAt, chipPlaces, numbered, pitchFor, scrollTo, type Chip } from './chip-places';
import { swipe } from './strip-swipe';

/** The row that tints the chips: how many keys it sees, and each one's place 0..255 on the colour scale. */
export interface Tints { readonly seen: number; at(key: number): number }

/** What a strip shows. */
export interface StripScene {
  readonly glyphs: readonly Glyph[];
  /** The asking token; null when none is in focus. */
  readonly row: number | null;
  /** The token that it asks most, and the one that is read. */
  readonly most: number | null;
  readonly key: number | null;
  readonly locked: number | null;
  readonly tints: Tints | null;
  /** The weights of the row in float32, where they are known. */
  readonly exact: ArrayLike<number> | null;
  readonly palette: Palette;
  /** What the tints are of; the same things in the same order are not drawn again. */
  readonly of: readonly unknown[];
  /** Whether the asking token is pointed at here, so that the strip stays where it is. */
  readonly here: boolean;
  /** Whether to say that letters answer. */
  readonly hint: boolean;
  /** Whether the strip may have another size than before; it is measured only then. */
  readonly resized: boolean;
}

export interface TokenStripActions {
  point(token: number): void;
  leave(): void;
  /** The keyboard goes to a token; null: it went elsewhere. */
  move(token: number | null): void;
  lock(token: number): void;
  release(): void;
}

export interface TokenStrip {
  draw(scene: StripScene): void;
  focus(token: number): void;
}

/** Where its chips stand just now, in pixels from its left edge: for pictures that stand under them. */
export interface StripPlaces { readonly chips: readonly Chip[]; readonly scrolled: number }

/** From one chip to the next, in pixels, and the closest they come; a finger needs more. */
const pitch = 22, closest = 18, pitchOfFinger = 24;

/** Width of a number above the chips, and most pixels of the picture behind them. */
const numberWidth = 46, mostPixels = 16_000;

export function tokenStrip(box: HTMLElement, actions: TokenStripActions, label: string, moved?: (places: StripPlaces) => void): TokenStrip {
  const scroller = make('div', 'stage-scroller'), plane = make('div', 'stage-strip-plane'), tints = make('canvas', 'stage-tints');
  const list = make('div', 'stage-chips', '', { role: 'listbox', 'aria-orientation': 'horizontal', 'aria-label': `${label}: arrow keys move, Enter locks, Escape releases` });
  const numbers = make('div', 'stage-numbers', '', { 'aria-hidden': 'true' }), hint = make('span', 'stage-hint', 'Point at a letter', { 'aria-hidden': 'true' });
  plane.append(tints, numbers, list);
  scroller.append(plane);
  box.classList.add('stage-strip');
  box.replaceChildren(scroller, hint);
  let scene: StripScene | undefined, chips: Chip[] = [], all = 0, width = 0, scrolled = 0, each = pitch, band = { top: 0, height: 0, plane: 0 }, laid: readonly unknown[] = [], drawn: readonly unknown[] = [], inks: string[] = [], marked: number[] = [], seen = -1, tabbable = 0, viewed = -1;

  const tokenAt = (clientX: number) => chipAt(chips, clientX - plane.getBoundingClientRect().left);
  const tokenOf = (event: Event) => {
    const chip = (event.target as Element).closest('.stage-chip');
    return chip ? [...list.children].indexOf(chip) : -1;
  };
  const reveal = (token: number) => {
    const to = scrollTo(chips[token], scrolled, width, all);
    if (Math.abs(to - scrolled) >= 1) scroller.scrollLeft = scrolled = to;
  };

  const finger = swipe(scroller, {
    at: tokenAt,
    begin: () => { if (scene?.locked != null) actions.release(); },
    point: token => actions.point(token),
    end: token => actions.lock(token),
    tap: token => actions.lock(token),
    leave: () => actions.leave(),
  });
  scroller.addEventListener('pointermove', e => {
    if (e.pointerType === 'touch') return;
    const token = tokenAt(e.clientX);
    if (token >= 0) actions.point(token); else actions.leave();
  });
  scroller.addEventListener('pointerleave', e => { if (e.pointerType !== 'touch') actions.leave(); });
  scroller.addEventListener('click', e => {
    const token = e.detail === 0 ? tokenOf(e) : tokenAt(e.clientX); // a click of the keyboard or of a screen reader has no place
    if (token >= 0 && !finger.justEnded()) actions.lock(token);
  });
  scroller.addEventListener('scroll', () => { scrolled = scroller.scrollLeft; moved?.({ chips, scrolled }); }, { passive: true });
  scroller.addEventListener('wheel', e => {
    if (all <= width || Math.abs(e.deltaY) <= Math.abs(e.deltaX) || e.ctrlKey) return;
    e.preventDefault();
    scroller.scrollLeft += e.deltaY;
  }, { passive: false });
  list.addEventListener('focusin', e => { const token = tokenOf(e); if (token >= 0 && (e.target as Element).matches(':focus-visible')) actions.move(token); });
  list.addEventListener('focusout', () => actions.move(null));
  list.addEventListener('keydown', e => {
    const from = tokenOf(e), last = chips.length - 1;
    if (from < 0 || e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === 'Escape') return actions.release();
    const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: last }[e.key];
    if (to === undefined && e.key !== 'Enter' && e.key !== ' ') return;
    e.preventDefault();
    if (to === undefined) return actions.lock(from);
    const token = Math.max(0, Math.min(last, to));
    (list.children[token] as HTMLElement).focus({ preventScroll: true });
    actions.move(token);
  });

  function lay({ glyphs }: StripScene): void {
    const texts = glyphs.map(glyph => glyph.text);
    chips = chipPlaces(texts, each === pitch ? pitchFor(texts, width, pitch, closest) : each);
    all = chips.length ? chips.at(-1)!.x + chips.at(-1)!.width : 0;
    plane.style.width = `${all}px`;
    resize(list, chips.length, () => make('span', 'stage-chip', '', { role: 'option', tabindex: '-1', 'aria-selected': 'false' }));
    chips.forEach(({ x, width }, i) => {
      const chip = list.children[i] as HTMLElement, glyph = glyphs[i];
      setText(chip, glyph.text);
      chip.className = glyph.special ? 'stage-chip is-special' : 'stage-chip';
      chip.style.color = '';
      chip.style.left = `${x}px`;
      chip.style.width = `${width}px`;
      chip.setAttribute('aria-label', `${glyph.name}, token ${i}`);
    });
    [inks, marked, seen, drawn, viewed] = [[], [], -1, [], -1];
  }

  function tint({ tints: row, palette }: StripScene): void {
    const context = fitCanvas(tints, Math.min(all, mostPixels / (devicePixelRatio || 1)), band.plane), { top, height } = band;
    chips.forEach(({ x, width: wide }, i) => {
      const visible = row !== null && i < row.seen, packed = visible ? palette.packed[row.at(i)] : undefined, ink = packed === undefined ? '' : inkOnPacked(packed);
      context.fillStyle = packed !== undefined ? css(packed) : row ? palette.masked : palette.panel;
      context.beginPath();
      context.roundRect(x, top, wide, height, 4);
      context.fill();
      if ((inks[i] ?? '') !== ink) (list.children[i] as HTMLElement).style.color = inks[i] = ink;
    });
    // Only what the mask hides now and did not before, or the other way round.
    const now = row?.seen ?? chips.length, before = seen < 0 ? chips.length : seen;
    for (let i = Math.min(now, before); i < Math.max(now, before); i++) list.children[i].classList.toggle('is-masked', i >= now);
    seen = now;
  }

  function mark({ row, most, key, locked }: StripScene): void {
    const next = [row ?? -1, most ?? -1, key ?? -1, locked ?? -1];
    tabbable = Math.min(row ?? tabbable, Math.max(0, chips.length - 1));
    for (const i of new Set([...marked, ...next, tabbable])) {
      const chip = list.children[i] as HTMLElement | undefined;
      if (!chip) continue;
      chip.classList.toggle('is-query', i === row);
      chip.classList.toggle('is-most', i === most && i !== row);
      chip.classList.toggle('is-key', i === key && i !== most);
      chip.classList.toggle('is-locked', i === locked);
      chip.setAttribute('aria-selected', String(i === locked));
    }
    if (marked.at(-1) !== tabbable) {
      for (const chip of list.querySelectorAll<HTMLElement>('[tabindex="0"]')) chip.tabIndex = -1;
      if (list.children[tabbable]) (list.children[tabbable] as HTMLElement).tabIndex = 0;
    }
    marked = [...next, tabbable];
  }

  // Above the largest weights, and above the one that is read.
  function number({ exact, most, key }: StripScene): void {
    const shown = exact ? numbered(exact, chips, numberWidth) : [];
    if (exact && key !== null && !shown.includes(key)) {
      const centre = (i: number) => chips[i].x + chips[i].width / 2;
      shown.splice(0, shown.length, key, ...shown.filter(other => Math.abs(centre(other) - centre(key)) >= numberWidth));
    }
    resize(numbers, Math.max(shown.length, numbers.children.length), () => make('span', 'stage-weight')); // one that goes and comes costs more than one that hides
    [...numbers.children].forEach((each, i) => {
      const label = each as HTMLElement, token = shown[i];
      label.hidden = token === undefined;
      if (token === undefined) return;
      const { x, width } = chips[token];
      setText(label, threeDecimals(exact![token]));
      label.title = everyDigit(exact![token]);
      label.classList.toggle('is-most', token === most);
      label.style.left = `${Math.max(0, Math.min(all - numberWidth, x + width / 2 - numberWidth / 2))}px`;
    });
  }

  function invite(shown: boolean): void {
    if (hint.hidden === !shown && !shown) return;
    hint.hidden = !shown;
    list.querySelector('.is-hinted')?.classList.remove('is-hinted');
    const token = shown ? chipAt(chips, scrolled + Math.min(width, all) * 0.84) : -1;
    if (token < 0) { hint.hidden = true; return; }
    list.children[token].classList.add('is-hinted');
    hint.style.setProperty('--x', `${chips[token].x + chips[token].width / 2 - scrolled}px`);
  }

  return {
    focus(token) { (list.children[token] as HTMLElement | undefined)?.focus(); },
    draw(next) {
      const { row, glyphs, palette } = next;
      scene = next;
      if (next.resized) {
        each = matchMedia('(max-width: 720px), (pointer: coarse)').matches ? pitchOfFinger : pitch;
        width = scroller.clientWidth;
        band = { top: list.offsetTop, height: list.offsetHeight, plane: plane.clientHeight };
      }
      if (width === 0) return;
      const nowLaid = [glyphs, each, width, devicePixelRatio], again = nowLaid.some((value, i) => value !== laid[i]);
      if (again) { lay(next); laid = nowLaid; moved?.({ chips, scrolled }); }
      if (row !== null && row !== viewed && !next.here && chips[row]) reveal(row); // before anything is written: it needs the layout
      viewed = row ?? -1;
      const nowDrawn = [row, next.tints === null, palette, ...next.of];
      if (again || nowDrawn.length !== drawn.length || nowDrawn.some((value, i) => value !== drawn[i])) { tint(next); drawn = nowDrawn; }
      mark(next);
      number(next);
      invite(next.hint);
    },
  };
}
