// Slow motion: tokens that arrived wait here and are shown at the chosen pace; the server knows nothing of it.

export interface Pace<T> {
  add(item: T): void;
  /** Items a second; Infinity shows what is there at each screen refresh. */
  set(perSecond: number): void;
  /** No more will come; `done` is called once the last is shown. */
  end(done: () => void): void;
  clear(): void;
}

export function pace<T>(show: (items: T[]) => void): Pace<T> {
  let waiting: T[] = [], perSecond = Infinity, frame = 0, last = 0, finish: (() => void) | null = null;

  const tick = (now: number) => {
    frame = 0;
    const due = perSecond === Infinity ? waiting.length : Math.min(waiting.length, Math.floor((now - last) * perSecond / 1000));
    if (due > 0) {
      last += perSecond === Infinity ? 0 : due * 1000 / perSecond;
      show(waiting.splice(0, due));
    }
    if (waiting.length > 0) schedule();
    else if (finish) { const tell = finish; finish = null; tell(); }
  };
  const schedule = () => { frame ||= requestAnimationFrame(tick); };

  // Time in which nothing waited earns at most one item.
  const rest = () => { last = Math.max(last, performance.now() - 1000 / perSecond); };

  return {
    add(item) {
      if (waiting.length === 0) rest();
      waiting.push(item);
      schedule();
    },
    set(next) { perSecond = next; rest(); if (waiting.length > 0) schedule(); },
    end(done) { finish = done; schedule(); },
    clear() {
      waiting = [];
      finish = null;
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}
