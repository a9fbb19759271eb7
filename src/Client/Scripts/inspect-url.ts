// The view in the address: /inspect?run=&prompt=&layer=&head=&token=&step=, kept up to date without a history entry each.

export interface AddressedView { run: string; prompt: string | null; layer: number; head: number; token: number | null; step: number | null }

/** The query string of a view; what is at its default is left out. */
export function queryOf(view: AddressedView): string {
  const query = new URLSearchParams({ run: view.run });
  if (view.prompt !== null) query.set('prompt', view.prompt);
  query.set('layer', String(view.layer));
  query.set('head', String(view.head));
  if (view.token !== null) query.set('token', String(view.token));
  if (view.step !== null) query.set('step', String(view.step));
  return `?${query}`;
}

/** Writes query parameters into the address if the page is still the one that asked. */
export function replaceQuery(path: string, query: string): void {
  if (!location.pathname.endsWith(path) || location.search === query) return;
  history.replaceState(history.state, '', location.pathname + query);
}
