// A radio group of heads, layers down and heads across: one button each, arrow keys move, the chosen one is marked.
import { make, resize } from '../dom/element';

export interface HeadChoice {
  /** Makes the buttons of layers x heads; paint draws one head into its canvas. */
  draw(layers: number, heads: number, chosen: { layer: number; head: number }, paint: (canvas: HTMLCanvasElement, layer: number, head: number) => void): void;
  /** Moves the mark alone. */
  mark(chosen: { layer: number; head: number }): void;
}

/** `label` true writes "L1 H4" on every button; the grid then has no need of axes. */
export function headChoice(group: HTMLElement, options: { label: boolean; choose: (layer: number, head: number) => void }): HeadChoice {
  let columns = 1;
  const place = (button: Element) => {
    const index = [...group.children].indexOf(button);
    return { layer: Math.floor(index / columns), head: index % columns };
  };
  const choose = (button: Element) => { const { layer, head } = place(button); options.choose(layer, head); };

  group.addEventListener('click', event => {
    const button = (event.target as Element).closest('[role="radio"]');
    if (button) choose(button);
  });
  group.addEventListener('keydown', event => {
    const button = (event.target as Element).closest('[role="radio"]');
    if (!button) return;
    const rows = group.children.length / columns, { layer, head } = place(button), lists = options.label;
    const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: lists ? [0, -1] : [-1, 0], ArrowDown: lists ? [0, 1] : [1, 0] }[event.key];
    if (!step) return;
    event.preventDefault();
    const to = lists
      ? Math.min(group.children.length - 1, Math.max(0, layer * columns + head + step[1]))
      : Math.min(rows - 1, Math.max(0, layer + step[0])) * columns + Math.min(columns - 1, Math.max(0, head + step[1]));
    const next = group.children[to] as HTMLElement;
    next.focus();
    choose(next);
  });

  const mark = (chosen: { layer: number; head: number }) => {
    [...group.children].forEach((button, i) => {
      const on = i === chosen.layer * columns + chosen.head;
      button.setAttribute('aria-checked', String(on));
      (button as HTMLElement).tabIndex = on ? 0 : -1;
    });
  };
  return {
    mark,
    draw(layers, heads, chosen, paint) {
      columns = heads;
      group.style.setProperty('--heads', String(heads));
      resize(group, layers * heads, () => {
        const button = make('button', 'head-button', '', { type: 'button', role: 'radio' });
        if (options.label) button.append(make('span', 'head-label'));
        button.append(make('canvas', 'head-image'));
        return button;
      });
      [...group.children].forEach((button, i) => {
        const layer = Math.floor(i / heads), head = i % heads;
        button.setAttribute('aria-label', `layer ${layer + 1}, head ${head + 1}`);
        (button as HTMLElement).title = `layer ${layer + 1}, head ${head + 1}`;
        if (options.label) button.firstElementChild!.textContent = `L${layer + 1} H${head + 1}`;
        paint(button.lastElementChild as HTMLCanvasElement, layer, head);
      });
      mark(chosen);
    },
  };
}
