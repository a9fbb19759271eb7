// Says "masked: the future" over the masked half, wherever the words fit, so that some are in view however it is scrolled.
import { make } from './element';

const width = 124, height = 22, margin = 10;

/** Fills a layer over a triangle of so many cells a side with labels that touch none of them; side 0 clears it. */
export function futureLabels(layer: HTMLElement, side: number, cells: number): void {
  const drawn = `${side} ${cells}`, cell = side / cells;
  if (layer.dataset.drawn === drawn) return;
  layer.dataset.drawn = drawn;
  layer.replaceChildren();
  const across = Math.max(230, side / 7), down = Math.max(120, side / 7);
  for (let y = Math.min(margin * 2, side * 0.05); y + height < side; y += down) {
    const seen = Math.ceil((y + height) / cell) * cell; // where the rows behind the label end
    for (let x = side - width - margin; x > seen + margin; x -= across) {
      const label = make('span', 'ins-future', 'masked: the future');
      label.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
      layer.append(label);
    }
  }
}
