// Moving and zooming a scrolling frame by hand: drag, Ctrl and wheel at the pointer, two fingers.

/** `zoom` changes the size by a factor around a point of the frame's window. */
export function matrixHands(frame: HTMLElement, zoom: (by: number, x: number, y: number) => void): void {
  let drag: { x: number; y: number; left: number; top: number; moved: boolean } | null = null, fingers = 0;

  frame.addEventListener('wheel', event => {
    if (!event.ctrlKey && !event.metaKey) return; // scrolls
    event.preventDefault();
    const box = frame.getBoundingClientRect();
    zoom(Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 240), event.clientX - box.left, event.clientY - box.top);
  }, { passive: false });

  frame.addEventListener('pointerdown', event => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return; // fingers scroll by themselves
    drag = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop, moved: false };
  });
  frame.addEventListener('pointermove', event => {
    if (!drag) return;
    if ((event.buttons & 1) === 0) { drag = null; return; }
    const dx = event.clientX - drag.x, dy = event.clientY - drag.y;
    if (!drag.moved && Math.hypot(dx, dy) < 5) return;
    if (!drag.moved) frame.setPointerCapture(event.pointerId);
    drag.moved = true;
    frame.classList.add('is-dragged');
    frame.scrollLeft = drag.left - dx;
    frame.scrollTop = drag.top - dy;
  });
  const end = () => { frame.classList.remove('is-dragged'); };
  frame.addEventListener('pointerup', end);
  frame.addEventListener('pointercancel', () => { drag = null; end(); });
  // The click that ends a drag locks nothing.
  frame.addEventListener('click', event => {
    if (drag?.moved) event.stopPropagation();
    drag = null;
  }, true);

  const apart = (touches: TouchList) => Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
  frame.addEventListener('touchstart', event => { fingers = event.touches.length === 2 ? apart(event.touches) : 0; }, { passive: true });
  frame.addEventListener('touchmove', event => {
    if (event.touches.length !== 2 || fingers === 0) return;
    event.preventDefault();
    const box = frame.getBoundingClientRect(), now = apart(event.touches), [a, b] = event.touches;
    zoom(now / fingers, (a.clientX + b.clientX) / 2 - box.left, (a.clientY + b.clientY) / 2 - box.top);
    fingers = now;
  }, { passive: false });
}
