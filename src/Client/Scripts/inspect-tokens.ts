// The prompt's tokens as chips: the querying one stands out, the ones it attends to are tinted by their weight.
import { cssColour, inkOn, type Palette } from './colour-scale';
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

export function tokenChips(list: HTMLElement, actions: TokenActions): TokenChips {
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
        const chip = make('button', 'ins-chip', '', { type: 'button' });
        chip.append(make('span', 'ins-chip-glyph'), make('span', 'ins-chip-weight'), make('span', 'visually-hidden'));
        return chip;
      });
      tokens.forEach((token, i) => {
        const chip = list.children[i] as HTMLButtonElement, glyph = glyphOf(token.text), weight = row[i];
        const masked = weight === undefined, querying = i === scene.token;
        setText(chip.children[0], glyph.text);
        setText(chip.children[1], masked ? 'masked' : glance(weight));
        chip.classList.toggle('is-special', glyph.special);
        chip.classList.toggle('is-masked', masked);
        chip.classList.toggle('is-querying', querying);
        chip.classList.toggle('is-locked', querying && scene.locked);
        chip.classList.toggle('is-key', scene.cell?.query === scene.token && scene.cell.key === i);
        chip.style.backgroundColor = masked ? '' : cssColour(palette, weight);
        chip.style.color = masked ? '' : inkOn(palette, weight);
        chip.tabIndex = querying ? 0 : -1;
        chip.setAttribute('aria-pressed', String(querying && scene.locked));
        setText(chip.children[2], `, ${glyph.name}, token ${i}${masked ? ', masked: the future' : ''}`);
        chip.title = masked ? `${glyph.name}, token ${i}\nmasked: the future` : `${glyph.name}, token ${i}\nweight ${exact(weight)}`;
      });
    },
    focus(token) { chipAt(token)?.focus(); },
  };
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
