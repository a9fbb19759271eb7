// Where the weights of a step were not kept: buttons to the kept steps on either side of it, and to the newest.
import { make } from '../dom/element';
import { countText } from '../words/number-text';

export function stepNotice(box: HTMLElement, go: (step: number | null) => void): (near: readonly number[]) => void {
  return near => {
    box.hidden = near.length === 0;
    box.replaceChildren(...[...near, null].map(step => {
      const button = make('button', 'lab-button is-compact', step === null ? 'The newest' : `Step ${countText(step)}`, { type: 'button' });
      button.addEventListener('click', () => go(step));
      return button;
    }));
  };
}
