// Says "masked: the future" once over the masked half of a matrix, where the words fit.
import { make, resize, setText } from '../dom/element';

const width = 124, height = 22, margin = 10;

/** Where the words stand over a triangle of so many cells a side: at the right, as high as they touch no cell; null where there is no room. */
export function futurePlace(side: number, cells: number): { x: number; y: number } | null {
  const cell = side / cells, x = side - width - margin, y = Math.min(margin * 2, side * 0.05);
  const seen = Math.ceil((y + height) / cell) * cell; // where the rows behind the words end
  return x > seen + margin ? { x: Math.round(x), y: Math.round(y) } : null;
}

/** Writes them into a layer over the triangle; side 0 clears it. */
export function futureLabels(layer: HTMLElement, side: number, cells: number): void {
  const place = side > 0 ? futurePlace(side, cells) : null;
  resize(layer, place ? 1 : 0, () => make('span', 'ins-future'));
  const label = layer.firstElementChild as HTMLElement | null;
  if (!place || !label) return;
  setText(label, 'masked: the future');
  label.style.transform = `translate(${place.x}px, ${place.y}px)`;
}
