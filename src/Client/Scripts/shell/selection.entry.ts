// Has links take the selection along: just before one is followed, pointed at or focused, it is given what is looked at now, or was in this run last.
import { carry, selectionAt, type Selection } from './selection';
import type { Widget } from '../dom/widget';

export function initialize(): Widget<unknown> {
  let last: Selection | null = selectionAt(location.href);
  const meet = (event: Event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
    if (!link) return;
    last = selectionAt(location.href, last) ?? last;
    const to = carry(link.href, document.baseURI, last);
    if (to !== link.href) link.href = to;
  };
  const events = ['pointerover', 'focusin', 'click'];
  for (const name of events) document.addEventListener(name, meet, { capture: true });
  return { update() {}, dispose() { for (const name of events) document.removeEventListener(name, meet, { capture: true }); } };
}
