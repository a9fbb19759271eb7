// Light, dark, or as the system has it: remembers the choice and applies it to the document.
import type { Host, Widget } from '../dom/widget';

type Choice = 'system' | 'light' | 'dark';

// The same key is read by the first script of the document (App.razor), before anything is painted.
const storageKey = 'attentionlab-theme';
const isChoice = (value: unknown): value is Choice => value === 'system' || value === 'light' || value === 'dark';

export function initialize(_element: HTMLElement, _options: unknown, host: Host): Widget<Choice> {
  const system = matchMedia('(prefers-color-scheme: dark)');
  let choice = stored();
  const show = () => apply(choice === 'dark' || (choice === 'system' && system.matches) ? 'dark' : 'light');
  system.addEventListener('change', show);
  show();
  void host.invokeMethodAsync('Restored', choice);
  return {
    update(next) {
      choice = next;
      try {
        localStorage.setItem(storageKey, next);
      } catch { /* storage is switched off: the choice holds for this page */ }
      show();
    },
    dispose() { system.removeEventListener('change', show); },
  };
}

function stored(): Choice {
  try {
    const value = localStorage.getItem(storageKey);
    return isChoice(value) ? value : 'system';
  } catch {
    return 'system';
  }
}

function apply(theme: 'light' | 'dark'): void {
  document.documentElement.dataset.theme = theme;
}
