// What was said of the last intervention that could not be made, for whoever shows it: the list below, and the flag that is always in view.

let now = '';
const listeners = new Set<(message: string) => void>();

/** Nothing is said with an empty message. */
export function sayOfEdits(message: string): void {
  now = message;
  for (const listener of [...listeners]) listener(message);
}

/** Calls back at once and at each change; the answer ends it. */
export function onEditsSaid(listener: (message: string) => void): () => void {
  listeners.add(listener);
  listener(now);
  return () => { listeners.delete(listener); };
}
