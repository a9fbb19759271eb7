// Slow motion: tokens that arrived wait here and are shown at the chosen pace, or one by one; the server knows nothing of it.

export interface Pace<T> {
  add(item: T): void;
  /** Items a second; Infinity shows what is there at each screen refresh. */
  set(perSecond: number): void;
  /** Holds what arrives, or lets it go on. */
  hold(held: boolean): void;
  /** Shows one more item while held; one that has yet to come is shown when it comes. */
  step(): void;
  /** No more will come; `done` is called once the last is shown. */
  end(done: () => void): void;
  clear(): void;
}

export function pace<T>(show: (items: T[]) => void): Pace<T> {
  let waiting: T[] = [], perSecond = Infinity, frame = 0, last = 0, held = false, owed = 0, finish: (() => void) | null = null;

  const due = (now: number) => {
    if (held) return Math.min(waiting.length, owed);
    return perSecond === Infinity ? waiting.length : Math.min(waiting.length, Math.floor((now - last) * perSecond / 1000));
  };
  const tick = (now: number) => {
    frame = 0;
    const count = due(now);
    if (count > 0) {
      if (held) owed -= count;
      else last += perSecond === Infinity ? 0 : count * 1000 / perSecond;
      show(waiting.splice(0, count));
    }
    if (waiting.length > 0) schedule();
    else if (finish) { const tell = finish; finish = null; tell(); }
  };
  const schedule = () => { if (!held || owed > 0 || waiting.length === 0) frame ||= requestAnimationFrame(tick); };

  // Time in which nothing waited, or everything was held, earns at most one item.
  const rest = () => { last = Math.max(last, performance.now() - 1000 / perSecond); };

  return {
    add(item) {
      if (waiting.length === 0) rest();
      waiting.push(item);
      schedule();
    },
    set(next) { perSecond = next; rest(); schedule(); },
    hold(next) { held = next; owed = 0; rest(); schedule(); },
    step() { owed++; schedule(); },
    end(done) { finish = done; schedule(); },
    clear() {
      waiting = [];
      owed = 0;
      finish = null;
      cancelAnimationFrame(frame);
      frame = 0;
    },
  };
}
