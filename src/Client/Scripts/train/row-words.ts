// The row in focus in words, for those who hear the page.
import { threeDecimals } from '../words/number-format';
import { countText } from '../words/number-text';
import type { Glyph } from '../words/token-glyph';
import type { Look } from './look';

const most = 3;

/** Who asks whom: with exact weights the largest of them, else only who is asked most. */
export function spoken({ head, row, key, most: top, exact, near }: Look, glyphs: readonly Glyph[], tokens: number): string {
  if (row === null || key === null || tokens === 0) return '';
  const name = (token: number) => `${glyphs[token].name}, token ${token}`, asks = `${name(row)}, asks in layer ${head.layer + 1}, head ${head.head + 1}: `;
  if (!exact) return `${asks}${name(top ?? key)}, most${near?.length ? `; weights kept at ${near.map(countText).join(' and ')}` : ''}`;
  const keys = Array.from(exact, (_, token) => token).sort((a, b) => exact[b] - exact[a] || a - b).slice(0, most);
  if (!keys.includes(key)) keys.unshift(key);
  return asks + keys.map(token => `${name(token)}, ${threeDecimals(exact[token])}`).join('; ');
}
