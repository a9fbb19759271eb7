// Copying out of a table takes every digit along: a cell's title has them where its text is rounded.
import type { Widget } from '../dom/widget';

export function initialize(root: HTMLElement): Widget<object> {
  root.addEventListener('copy', event => {
    const chosen = getSelection();
    if (!chosen || chosen.isCollapsed) return;
    const within = (parent: ParentNode, kind: string) => [...parent.querySelectorAll<HTMLElement>(kind)].filter(part => chosen.containsNode(part, true));
    const rows = within(root, 'tr').map(row => within(row, 'th, td'));
    if (rows.flat().length === 0) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', rows.map(cells => cells.map(exactText).join('\t')).join('\n'));
  });
  return { update() {}, dispose() {} };
}

const exactText = (cell: HTMLElement) => (cell.tagName === 'TD' && cell.title) || (cell.textContent ?? '').trim();
