// The tables beside the difference map: the cells furthest apart, and one query's whole row.
import type { AttentionDifference } from '../contract';
import { make } from '../dom/element';
import { exact } from '../words/number-format';
import { glyphOf } from '../words/token-glyph';

/** A token as tables name it: its glyph and its place. */
export function tokenName(tokens: readonly string[], index: number): HTMLElement {
  const name = make('span', 'token-name'), glyph = glyphOf(tokens[index]);
  name.append(make('b', '', glyph.text), make('span', '', ` ${index}`));
  name.title = `${glyph.name} at ${index}`;
  return name;
}

/** Fills a table body with the largest differences; `point` shows one in the map. */
export function fillLargest(body: HTMLElement, difference: AttentionDifference, point: (query: number, key: number) => void): void {
  body.replaceChildren(...difference.largest.map(cell => {
    const row = make('tr'), pair = make('th', '', '', { scope: 'row' }), button = make('button', 'lab-button is-quiet', '', { type: 'button', title: 'Show it in the map' });
    button.append(tokenName(difference.tokens, cell.query), make('span', '', ' → '), tokenName(difference.tokens, cell.key));
    button.addEventListener('click', () => point(cell.query, cell.key));
    pair.append(button);
    row.append(pair, ...[cell.a, cell.b, cell.difference].map((value, i) => make('td', 'right', i === 2 ? signedExact(value) : exact(value))));
    return row;
  }));
}

/** Fills a table body with one query's row: every key, A's weight, B's, and the difference. */
export function fillRow(body: HTMLElement, difference: AttentionDifference, query: number): void {
  body.replaceChildren(...difference.difference[query].map((value, key) => {
    const row = make('tr'), name = make('th', '', '', { scope: 'row' });
    name.append(tokenName(difference.tokens, key));
    row.append(name, ...[exact(difference.a.weights[query][key]), exact(difference.b.weights[query][key]), signedExact(value)].map(text => make('td', 'right', text)));
    return row;
  }));
}

/** Every digit of a difference, with its sign; 0 where there is none. */
export const signedExact = (value: number) => value === 0 ? '0' : value > 0 ? `+${exact(value)}` : exact(value);
