// The asking token's row as a sorted list that ends in its sum: every number of the row in view, the rest counted.
import { make, resize, setText } from '../dom/element';
import { exact, threeDecimals } from '../words/number-format';
import type { Glyph } from '../words/token-glyph';

/** Largest first; of equal ones the earlier. */
export function sorted(row: ArrayLike<number>, most: number): number[] {
  return Array.from(row, (_, key) => key).sort((a, b) => row[b] - row[a] || a - b).slice(0, most);
}

/** What the list shows of a row: its largest weights, and what the others add up to. */
export function split(row: ArrayLike<number>, most: number): { keys: number[]; others: number; rest: number; sum: number } {
  const keys = sorted(row, most), shown = new Set(keys);
  let rest = 0, sum = 0;
  for (let key = 0; key < row.length; key++) {
    sum += row[key];
    if (!shown.has(key)) rest += row[key];
  }
  return { keys, others: row.length - keys.length, rest, sum };
}

const most = 8;

export interface RowList { draw(glyphs: readonly Glyph[], token: number, row: ArrayLike<number>, key: number | null): void }

export function rowList(box: HTMLElement, point: (key: number | null) => void): RowList {
  const asks = make('p', 'row-asks'), who = make('span', 'stage-token is-query'), list = make('ol', 'row-keys'), others = make('p', 'row-others'), sum = make('p', 'row-sum');
  asks.append(who, ' asks');
  for (const line of [others, sum]) line.append(make('span'), make('b', 'num'));
  box.replaceChildren(asks, list, others, sum);
  let shown: number[] = [];
  const keyOf = (event: Event) => shown[[...list.children].indexOf((event.target as Element).closest('li')!)] ?? null;
  list.addEventListener('pointermove', event => point(keyOf(event)));
  list.addEventListener('pointerleave', () => point(null));

  return {
    draw(glyphs, token, row, key) {
      const of = split(row, most);
      shown = of.keys;
      setText(who, glyphs[token].text);
      who.title = `${glyphs[token].name}, token ${token}`;
      resize(list, shown.length, () => {
        const item = make('li'), bar = make('span', 'row-bar');
        bar.append(make('span'));
        item.append(make('span', 'stage-token'), bar, make('b', 'num'));
        return item;
      });
      shown.forEach((at, i) => {
        const item = list.children[i] as HTMLElement, [name, bar, number] = item.children, fill = bar.firstElementChild as HTMLElement;
        setText(name, glyphs[at].text);
        item.title = `${glyphs[at].name}, token ${at}: ${exact(row[at])}`;
        item.classList.toggle('is-key', at === key);
        name.classList.toggle('is-key', at === key);
        fill.style.transform = `scaleX(${row[at]})`;
        setText(number, threeDecimals(row[at]));
      });
      others.hidden = of.others === 0;
      setText(others.children[0], `${of.others} other${of.others === 1 ? '' : 's'}`);
      setText(others.children[1], threeDecimals(of.rest));
      setText(sum.children[0], 'Sum');
      setText(sum.children[1], threeDecimals(of.sum));
      (sum.children[1] as HTMLElement).title = exact(of.sum);
    },
  };
}
