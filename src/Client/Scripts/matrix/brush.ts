// A brush for cells of the matrix in view: the Inspect page hands it what is clicked, dragged over or entered.
import type { Cell } from './matrix-layout';

export interface Brush {
  /** Takes a cell; false leaves it to whoever else wants the click. */
  paint(cell: Cell): boolean;
  /** The stroke is over. */
  lift(): void;
}

let held: Brush | null = null;

/** Takes a brush up; null lays it down. */
export function takeBrush(brush: Brush | null): void { held = brush; }

/** Whether somebody holds a brush. */
export const brushIsHeld = (): boolean => held !== null;

/** Whether the brush took the cell. */
export const paintCell = (cell: Cell): boolean => held?.paint(cell) ?? false;

export const liftBrush = (): void => held?.lift();

/** Lets a brush paint on the plane of a matrix: by pressing, dragging and, through `enter`, by keyboard. */
export function brushable(plane: HTMLElement, at: (event: MouseEvent) => Cell | null, point: (cell: Cell | null) => void): { enter(cell: Cell): boolean } {
  let painting = false, last: Cell | null = null;
  const paint = (event: PointerEvent) => {
    const cell = at(event);
    if (!cell || (cell.query === last?.query && cell.key === last.key)) return;
    last = cell;
    paintCell(cell);
    point(cell);
  };
  const end = () => {
    if (!painting) return;
    painting = false;
    last = null;
    liftBrush();
  };
  plane.addEventListener('pointerdown', event => {
    if (event.button !== 0 || !brushIsHeld()) return;
    event.preventDefault();
    event.stopPropagation(); // else the matrix is dragged
    painting = true;
    plane.setPointerCapture(event.pointerId);
    paint(event);
  });
  plane.addEventListener('pointermove', event => { if (painting) paint(event); });
  plane.addEventListener('pointerup', end);
  plane.addEventListener('pointercancel', end);
  // A stroke is no click: it locks nothing.
  plane.addEventListener('click', event => { if (brushIsHeld()) event.stopImmediatePropagation(); }, { capture: true });
  return {
    enter(cell) {
      if (!brushIsHeld() || !paintCell(cell)) return false;
      liftBrush();
      return true;
    },
  };
}
