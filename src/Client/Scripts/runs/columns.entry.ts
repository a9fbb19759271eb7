// Which columns the list of runs shows: remembers the choice and applies it to the document.
import type { Host, Widget } from '../dom/widget';

// The same key is read by the first script of the document (App.razor), before anything is painted.
const storageKey = 'attentionlab-columns';

export function initialize(_element: HTMLElement, _options: unknown, host: Host): Widget<string[]> {
  const { dataset } = document.documentElement;
  if (dataset.columns !== undefined) void host.invokeMethodAsync('Restored', dataset.columns.split(' '));
  return {
    update(shown) {
      dataset.columns = shown.join(' ');
      try {
        localStorage.setItem(storageKey, dataset.columns);
      } catch { /* storage is switched off: the choice holds for this page */ }
    },
    dispose() { },
  };
}
