// The growing text: prompt and generated tokens as pieces that can be pointed at, locked and tinted by attention.
import { cssColour, inkOn, type Palette } from '../drawing/colour-scale';
import type { GeneratedToken } from '../contract';
import { make } from '../dom/element';
import { glyphOf } from '../words/token-glyph';

export interface TextActions {
  preview(index: number): void;
  lock(index: number): void;
  leave(): void;
  release(): void;
  move(by: number): void;
}

/** What is marked in the text. */
export interface TextMarks { index: number; locked: boolean; start: number; weights: readonly number[] | null; parting: number | null; crossings: ReadonlySet<number> }

export interface GrowingText {
  /** Starts over with a prompt in pieces. */
  reset(pieces: readonly string[]): void;
  add(tokens: readonly GeneratedToken[]): void;
  /** The piece of a generated token. */
  piece(index: number): HTMLElement | undefined;
  /** Keeps the first tokens only. */
  cut(count: number): void;
  /** Marks the token in view, tints what it saw (weights [visible token] from `start` on) and hatches what it did not see. */
  show(marks: TextMarks, palette: Palette): void;
}

const signs: Readonly<Record<string, string>> = { ' ': 'is-space', '\n': 'is-break', '\t': 'is-tab' };

/** The text itself; what is invisible in it gets its sign from CSS, so that what is copied is the text. */
function fill(piece: HTMLElement, text: string): void {
  for (const part of text.split(/([ \n\t])/).filter(Boolean)) {
    const sign = signs[part];
    if (sign === undefined) piece.append([...part].map(c => /[\p{C}\p{Zs}]/u.test(c) ? glyphOf(c).text : c).join(''));
    else if (text === part) { piece.classList.add(sign); piece.append(part); }
    else piece.append(make('span', sign, part));
  }
}

export function growingText(promptText: HTMLElement, generated: HTMLElement, name: string, actions: TextActions): GrowingText {
  let pieces: HTMLElement[] = [], promptLength = 0, tinted: HTMLElement[] = [], current: HTMLElement | null = null, parted: HTMLElement | null = null;
  let serial = 0, unseen = 0, crossed: HTMLElement[] = [];
  const indexOf = (event: Event) => Number((event.target as Element).closest<HTMLElement>('[data-token]')?.dataset.token ?? -1);

  generated.addEventListener('pointerover', event => { const i = indexOf(event); if (i >= 0 && event.pointerType === 'mouse') actions.preview(i); });
  generated.addEventListener('pointerleave', () => actions.leave());
  generated.addEventListener('click', event => { const i = indexOf(event); if (i >= 0) actions.lock(i); });
  generated.addEventListener('keydown', event => {
    if (event.key === 'Escape') actions.release();
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowUp') actions.move(-1);
    else if (event.key === 'ArrowRight' || event.key === 'ArrowDown') actions.move(1);
    else if (event.key === 'Home') actions.move(-Infinity);
    else if (event.key === 'End') actions.move(Infinity);
    else return;
    event.preventDefault();
  });

  const setUnseen = (count: number) => {
    for (let i = Math.min(count, unseen); i < Math.max(count, unseen); i++) pieces[i]?.classList.toggle('is-unseen', i < count);
    unseen = count;
  };

  return {
    reset(prompt) {
      promptLength = prompt.length;
      pieces = prompt.map(text => { const piece = make('span', 'gen-piece'); fill(piece, text); return piece; });
      promptText.replaceChildren(...pieces);
      generated.replaceChildren();
      generated.removeAttribute('aria-activedescendant');
      tinted = crossed = [];
      current = parted = null;
      unseen = 0;
      serial++;
    },
    add(tokens) {
      const added = tokens.map(token => {
        const piece = make('span', 'gen-piece', '', { role: 'option', id: `${name}-${serial}-${token.index}`, 'aria-selected': 'false', 'aria-label': glyphOf(token.text).name + (token.forced ? ', forced' : '') });
        piece.dataset.token = String(token.index);
        piece.classList.toggle('is-forced', token.forced);
        fill(piece, token.text);
        return piece;
      });
      pieces.push(...added);
      generated.append(...added);
    },
    piece: index => pieces[promptLength + index],
    cut(count) {
      for (const piece of pieces.splice(promptLength + count)) piece.remove();
    },
    show({ index, locked, start, weights, parting, crossings }, palette) {
      for (const piece of tinted) { piece.style.backgroundColor = ''; piece.style.color = ''; }
      tinted = [];
      setUnseen(start);
      weights?.forEach((weight, i) => {
        const piece = pieces[start + i];
        if (!piece) return;
        piece.style.backgroundColor = cssColour(palette, weight);
        piece.style.color = inkOn(palette, weight);
        tinted.push(piece);
      });
      current?.setAttribute('aria-selected', 'false');
      current?.classList.remove('is-current', 'is-locked');
      parted?.classList.remove('is-parting');
      for (const piece of crossed) piece.classList.remove('is-crossing');
      crossed = [...crossings].flatMap(at => pieces[promptLength + at] ?? []);
      for (const piece of crossed) piece.classList.add('is-crossing');
      parted = parting === null ? null : pieces[promptLength + parting] ?? null;
      parted?.classList.add('is-parting');
      current = pieces[promptLength + index] ?? null;
      if (!current) return generated.removeAttribute('aria-activedescendant');
      current.setAttribute('aria-selected', 'true');
      current.classList.add('is-current');
      current.classList.toggle('is-locked', locked);
      generated.setAttribute('aria-activedescendant', current.id);
    },
  };
}
