// Present: everything larger, for a room. The key P switches it; a reload keeps it.
import type { Host, Widget } from '../dom/widget';

const storageKey = 'attentionlab-present';

export function initialize(_element: HTMLElement, _options: unknown, host: Host): Widget<boolean> {
  const { documentElement: root } = document;
  function show(on: boolean): void {
    if (on) root.dataset.present = '';
    else delete root.dataset.present;
    try {
      if (on) sessionStorage.setItem(storageKey, 'on');
      else sessionStorage.removeItem(storageKey);
    } catch { /* storage is switched off: it holds for this page */ }
  }
  function key(e: KeyboardEvent): void {
    if (e.key.toLowerCase() !== 'p' || e.ctrlKey || e.metaKey || e.altKey || isTyping(e.target)) return;
    const on = root.dataset.present === undefined;
    show(on);
    void host.invokeMethodAsync('Presents', on);
  }
  document.addEventListener('keydown', key);
  let kept = false;
  try { kept = sessionStorage.getItem(storageKey) === 'on'; } catch { /* as above */ }
  if (kept) {
    show(true);
    void host.invokeMethodAsync('Presents', true);
  }
  return {
    update: show,
    dispose() { document.removeEventListener('keydown', key); },
  };
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null;
}
