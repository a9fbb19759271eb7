// The growing text: prompt and generated tokens as pieces that can be pointed at, locked and tinted by attention.
import { cssColour, inkOn, type Palette } from './colour-scale';
import { make } from './element';
import type { GeneratedToken } from './generation';
import { glyphOf } from './token-glyph';

export interface TextActions {
  preview(index: number): void;
  lock(index: number): void;
  leave(): void;
  release(): void;
  move(by: number): void;
}

export interface GrowingText {
  /** Starts over with a prompt in pieces. */
  reset(pieces: readonly string[]): void;
  add(tokens: readonly GeneratedToken[]): void;
  /** Marks the token in view and tints what it saw: weights [visible token] from position `start` on. */
  show(index: number, locked: boolean, start: number, weights: readonly number[] | null, palette: Palette): void;
}

export function growingText(promptText: HTMLElement, generated: HTMLElement, actions: TextActions): GrowingText {
  let pieces: HTMLElement[] = [], promptLength = 0, tinted: HTMLElement[] = [], current: HTMLElement | null = null, serial = 0;
  const indexOf = (event: Event) => Number((event.target as Element).closest<HTMLElement>('[data-token]')?.dataset.token ?? -1);

  generated.addEventListener('pointerover', event => { const i = indexOf(event); if (i >= 0) actions.preview(i); });
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

  const fill = (piece: HTMLElement, text: string) => {
    piece.textContent = text === '\n' ? '↵\n' : text;
    piece.classList.toggle('is-break', text === '\n');
  };

  return {
    reset(prompt) {
      promptLength = prompt.length;
      pieces = prompt.map(text => { const piece = make('span', 'gen-piece'); fill(piece, text); return piece; });
      promptText.replaceChildren(...pieces);
      generated.replaceChildren();
      generated.removeAttribute('aria-activedescendant');
      tinted = [];
      current = null;
      serial++;
    },
    add(tokens) {
      const added = tokens.map(token => {
        const piece = make('span', 'gen-piece', '', { role: 'option', id: `gen-${serial}-${token.index}`, 'aria-selected': 'false', 'aria-label': glyphOf(token.text).name });
        piece.dataset.token = String(token.index);
        fill(piece, token.text);
        return piece;
      });
      pieces.push(...added);
      generated.append(...added);
    },
    show(index, locked, start, weights, palette) {
      for (const piece of tinted) { piece.style.backgroundColor = ''; piece.style.color = ''; }
      tinted = [];
      weights?.forEach((weight, i) => {
        const piece = pieces[start + i];
        if (!piece) return;
        piece.style.backgroundColor = cssColour(palette, weight);
        piece.style.color = inkOn(palette, weight);
        tinted.push(piece);
      });
      current?.setAttribute('aria-selected', 'false');
      current?.classList.remove('is-current', 'is-locked');
      current = pieces[promptLength + index] ?? null;
      if (!current) return;
      current.setAttribute('aria-selected', 'true');
      current.classList.add('is-current');
      current.classList.toggle('is-locked', locked);
      generated.setAttribute('aria-activedescendant', current.id);
    },
  };
}
