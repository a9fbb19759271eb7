// The vectors as tables of numbers: those of one key, and the sum behind one component of q.
import { make, setText } from '../dom/element';
import { glyphOf } from '../words/token-glyph';
import { shown } from './float-text';
import { productsOf } from './proof-query';
import type { ProofRow } from './proof-row';

/** A line a component: q, k, q × k, v, weight × v, output. */
export function keyNumbers(into: HTMLElement, row: ProofRow, key: number): void {
  const { size: D } = row, at = (from: Float32Array, d: number) => key * D + d < from.length ? shown(from[key * D + d]) : 'masked';
  const hidden = key >= row.seen, columns = [...row.average ? [] : ['q', 'k', 'q × k'], 'v', 'weight × v', 'output'];
  fill(into, `${glyphOf(row.tokens[key].text).text} at ${key}, number by number`, ['component', ...columns], D, d => [
    ...row.average ? [] : [shown(row.q[d]), at(row.keys, d), at(row.products, d)],
    hidden ? 'masked' : at(row.values, d), at(row.parts, d), shown(row.output[d]),
  ]);
}

/** A line a channel: x, W, x × W. */
export function queryNumbers(into: HTMLElement, row: ProofRow, component: number): void {
  if (!row.weight) { into.replaceChildren(); return; }
  const { column, products } = productsOf(row, component);
  fill(into, `q[${component}], number by number`, ['channel', 'x', `W[·, ${component}]`, 'x × W'], row.x.length, c => [shown(row.x[c]), shown(column[c]), shown(products[c])]);
}

// The same cells are written again: a table that is rebuilt while a model trains would lose its place.
function fill(into: HTMLElement, title: string, columns: string[], count: number, line: (index: number) => string[]): void {
  const shape = `${columns.length} ${count}`;
  if (into.dataset.shape !== shape) {
    const table = make('table'), head = make('tr'), body = make('tbody'), top = make('thead');
    head.append(...columns.map(() => make('th', '', '', { scope: 'col' })));
    top.append(head);
    for (let i = 0; i < count; i++) {
      const row = make('tr');
      row.append(make('th', '', String(i), { scope: 'row' }), ...columns.slice(1).map(() => make('td')));
      body.append(row);
    }
    table.append(make('caption'), top, body);
    into.replaceChildren(table);
    into.dataset.shape = shape;
  }
  const table = into.firstElementChild as HTMLTableElement;
  setText(table.caption!, title);
  columns.forEach((column, i) => setText(table.tHead!.rows[0].cells[i], column));
  for (let i = 0; i < count; i++) line(i).forEach((text, cell) => setText(table.tBodies[0].rows[i].cells[cell + 1], text));
}
