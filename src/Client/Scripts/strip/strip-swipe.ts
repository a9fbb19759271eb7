// A finger on the token strip: it marks the token under it, the strip moves on near its ends, and lifting it locks.
import { edgeSpeed } from './chip-places';

export interface SwipeActions {
  /** The token at a place of the window; -1 for none. */
  at(clientX: number): number;
  /** The finger began to move. */
  begin(): void;
  point(token: number): void;
  /** It was lifted after it moved. */
  end(token: number): void;
  /** It was lifted where it was put down. */
  tap(token: number): void;
  /** The page took the gesture, to scroll. */
  leave(): void;
}

/** How far a finger goes before it swipes, in pixels; how long the click that follows it is ignored, in ms. */
const slack = 6, echo = 600;

/** Also tells whether a click is only the echo of a finger. */
export function swipe(scroller: HTMLElement, actions: SwipeActions): { justEnded(): boolean } {
  let start: number | null = null, x = 0, moving = false, due = 0, ended = -Infinity;

  const point = () => { const token = actions.at(x); if (token >= 0) actions.point(token); };
  const drift = () => {
    due = 0;
    if (!moving) return;
    const box = scroller.getBoundingClientRect(), before = scroller.scrollLeft;
    scroller.scrollLeft += edgeSpeed(x - box.left, box.width);
    if (scroller.scrollLeft !== before) point();
    due = requestAnimationFrame(drift);
  };
  const stop = () => {
    cancelAnimationFrame(due);
    due = 0;
    start = null;
    moving = false;
  };

  scroller.addEventListener('pointerdown', e => {
    if (e.pointerType !== 'touch') return;
    start = x = e.clientX;
    scroller.setPointerCapture(e.pointerId);
  });
  scroller.addEventListener('pointermove', e => {
    if (e.pointerType !== 'touch' || start === null) return;
    x = e.clientX;
    if (!moving && Math.abs(x - start) < slack) return;
    if (!moving) {
      moving = true;
      actions.begin();
      due = requestAnimationFrame(drift);
    }
    point();
  });
  scroller.addEventListener('pointerup', e => {
    if (e.pointerType !== 'touch' || start === null) return;
    const token = actions.at(e.clientX), swiped = moving;
    stop();
    ended = performance.now();
    if (token < 0) actions.leave();
    else if (swiped) actions.end(token);
    else actions.tap(token);
  });
  scroller.addEventListener('pointercancel', e => {
    if (e.pointerType !== 'touch') return;
    stop();
    actions.leave();
  });
  return { justEnded: () => performance.now() - ended < echo };
}
