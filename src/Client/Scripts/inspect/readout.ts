// The asking token's row in words, for those who hear the page, and the one weight that is read, as large figures.
import { part, setText } from '../dom/element';
import { exact, threeDecimals } from '../words/number-format';
import type { Glyph } from '../words/token-glyph';
import { strongest } from './inspection';
import type { Scene } from './scene';

/** How long a row stays in view before it is said, in ms. */
const rest = 400;

export function readout(root: HTMLElement): (scene: Scene, rows: readonly ArrayLike<number>[], glyphs: readonly Glyph[]) => void {
  const query = part(root, 'asks'), key = part(root, 'asked'), number = part(root, 'weight'), said = part(root, 'token-readout');
  let told = '', telling = 0;
  number.addEventListener('copy', event => {
    event.clipboardData?.setData('text/plain', number.title);
    event.preventDefault();
  });
  return (scene, rows, glyphs) => {
    const at = scene.cell ?? { query: scene.token, key: strongest(rows[scene.token]) }, weight = rows[at.query][at.key];
    setText(query, glyphs[at.query].text);
    setText(key, glyphs[at.key].text);
    setText(number, weight === undefined ? 'masked' : threeDecimals(weight));
    number.title = weight === undefined ? 'The future is masked' : exact(weight);
    const words = sentence(rows[scene.token], scene.token, glyphs, weight === undefined ? null : { ...at, weight });
    if (words === told) return;
    told = words;
    clearTimeout(telling);
    telling = window.setTimeout(() => setText(said, words), rest);
  };
}

/** "w at 62 attends to 63 tokens, most to ↵ at 50, 0.736." */
export function sentence(row: ArrayLike<number>, token: number, glyphs: readonly Glyph[], read: { query: number; key: number; weight: number } | null): string {
  const name = (i: number) => `${glyphs[i].text} at ${i}`, top = strongest(row), later = glyphs.length - row.length;
  const even = row.length > 1 && Array.from(row).every(weight => weight === row[0]);
  const most = even ? `, to all alike, ${threeDecimals(row[0])} each` : `, most to ${name(top)}, ${threeDecimals(row[top])}`;
  const cell = read && (read.query !== token || read.key !== top) ? ` ${name(read.query)} to ${name(read.key)}: ${threeDecimals(read.weight)}.` : '';
  return `${name(token)} attends to ${row.length} token${row.length === 1 ? '' : 's'}${most}${later > 0 ? `; ${later} later ${later === 1 ? 'one is' : 'ones are'} masked` : ''}.${cell}`;
}
