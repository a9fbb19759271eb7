// The chosen head's matrix as a table, for who cannot see the canvas: filled when it is opened, and then as large as a person can read.
import { make, part, setText } from '../element';
import { glance } from '../number-format';
import type { Scene } from '../scene';
import { glyphOf } from '../token-glyph';

/** Most rows and columns; the files have all of them. */
const most = 64;

/** Fills the table anew whenever what it shows is another, while it is open. */
export function matrixTable(root: HTMLElement): (scene: Scene) => void {
  const details = part<HTMLDetailsElement>(root, 'matrix-table'), body = part(root, 'matrix-rows'), note = part(root, 'matrix-note');
  let scene: Scene | null = null, filled: ArrayLike<number>[] | null = null;

  const fill = () => {
    if (!details.open || !scene) return;
    const { tokens, weights } = scene.inspection, rows = weights[scene.layer][scene.head], from = Math.max(0, tokens.length - most);
    if (filled === rows) return;
    filled = rows;
    const name = (i: number) => `${glyphOf(tokens[i].text).name}, ${i}`, head = make('tr');
    head.append(make('th', '', 'query, key'), ...tokens.slice(from).map((_, i) => make('th', '', glyphOf(tokens[from + i].text).text, { scope: 'col', 'aria-label': name(from + i) })));
    body.replaceChildren(head, ...rows.slice(from).map((row, i) => {
      const line = make('tr');
      line.append(make('th', '', `${glyphOf(tokens[from + i].text).text} ${from + i}`, { scope: 'row', 'aria-label': name(from + i) }),
        ...tokens.slice(from).map((_, j) => make('td', '', from + j < row.length ? glance(row[from + j]) : 'masked')));
      return line;
    }));
    setText(note, from > 0 ? `The last ${most} of ${tokens.length} tokens; the files have all of them, with every digit.` : 'The files have every digit.');
  };
  details.addEventListener('toggle', fill);
  return next => { scene = next; fill(); };
}
