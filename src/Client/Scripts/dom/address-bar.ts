// Writes what a page looks at into the address; deliberate steps can be gone back through.

/** Changes that follow each other so fast are one step of the history, in milliseconds. */
const together = 1500;
let last = -Infinity;

/** Writes the query into the address if the page is still the one that asked; `deliberate` makes it a step to go back to. */
export function writeQuery(path: string, query: string, deliberate: boolean): void {
  if (!location.pathname.endsWith(path) || location.search === query) return;
  const now = performance.now(), alone = deliberate && now - last > together;
  if (deliberate) last = now;
  if (alone) history.pushState(history.state, '', location.pathname + query);
  else history.replaceState(history.state, '', location.pathname + query);
}

/** Writes query parameters into the address if the page is still the one that asked, without a step of the history. */
export function replaceQuery(path: string, query: string): void { writeQuery(path, query, false); }
