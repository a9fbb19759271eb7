// Which heads the arcs are of, each with its colour; a click takes one alone, shift and click leaves one out.
import { mostCurves } from '../curves/curve-style';
import { make, resize, setText } from '../dom/element';
import { headName } from '../server/head-history';
import type { Head } from './head-set';

export function headLegend(list: HTMLElement, choose: (head: Head, more: boolean) => void): (heads: readonly Head[], colourOf: (index: number) => string) => void {
  let shown: readonly Head[] = [];
  list.addEventListener('click', event => {
    const head = shown[[...list.children].indexOf((event.target as Element).closest('button')!)];
    if (head) choose(head, (event as MouseEvent).shiftKey);
  });
  return (heads, colourOf) => {
    const few = heads.length <= mostCurves, entries = few ? heads : heads.filter(({ layer }, i) => heads.findIndex(other => other.layer === layer) === i);
    shown = few ? heads : [];
    if (list.dataset.kind !== String(few)) list.replaceChildren();
    list.dataset.kind = String(few);
    resize(list, entries.length, () => {
      const entry = few ? make('button', 'arc-name', '', { type: 'button', title: 'Only this head; again: all. Shift leaves it out.' }) : make('span', 'arc-name');
      entry.append(make('span', 'arc-swatch'), make('span'));
      return entry;
    });
    entries.forEach((head, i) => {
      const entry = list.children[i];
      (entry.firstElementChild as HTMLElement).style.background = colourOf(heads.indexOf(head));
      setText(entry.lastElementChild!, few ? headName(head) : `L${head.layer + 1}`);
    });
  };
}
