// The chosen head's matrix as a table, as large as a person can read.
import { make, setText } from '../dom/element';
import { glance } from '../words/number-format';
import { glyphOf } from '../words/token-glyph';
import type { Scene } from './scene';

/** Most rows and columns; the files have all of them. */
const most = 64;

export function fillMatrix(body: HTMLElement, note: HTMLElement, { inspection: { tokens, weights }, layer, head }: Scene): void {
  const rows = weights[layer][head], from = Math.max(0, tokens.length - most);
  const name = (i: number) => `${glyphOf(tokens[i].text).name}, ${i}`, top = make('tr');
  top.append(make('th', '', 'query, key'), ...tokens.slice(from).map((_, i) => make('th', '', glyphOf(tokens[from + i].text).text, { scope: 'col', 'aria-label': name(from + i) })));
  body.replaceChildren(top, ...rows.slice(from).map((row, i) => {
    const line = make('tr');
    line.append(make('th', '', `${glyphOf(tokens[from + i].text).text} ${from + i}`, { scope: 'row', 'aria-label': name(from + i) }),
      ...tokens.slice(from).map((_, j) => make('td', '', from + j < row.length ? glance(row[from + j]) : 'masked')));
    return line;
  }));
  setText(note, from > 0 ? `The last ${most} of ${tokens.length} tokens; the files under Export have all of them, with every digit.` : 'The files under Export have every digit.');
}
