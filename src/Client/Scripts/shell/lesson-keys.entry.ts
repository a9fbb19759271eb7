// The lesson is in view among the steps; arrow keys turn the lessons, unless the focus is in something that uses them.
import type { Widget } from '../dom/widget';

export function initialize(root: HTMLElement): Widget<object> {
  const turn = (event: KeyboardEvent) => {
    const name = { ArrowLeft: 'lesson-before', ArrowRight: 'lesson-next' }[event.key], focused = event.target as HTMLElement;
    if (!name || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (focused !== document.body && !(root.contains(focused) && focused.matches('h1, nav *'))) return;
    const link = root.querySelector<HTMLElement>(`[data-part="${name}"]`);
    if (!link) return;
    event.preventDefault();
    link.click();
  };
  document.addEventListener('keydown', turn);
  root.dataset.keys = 'on'; // from now on
  root.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  return { update() {}, dispose() { document.removeEventListener('keydown', turn); } };
}
