// What Inspect looks at as an address, and back: everything a link has to restore; deliberate steps can be gone back through.
import { addressOf, editsAt } from './edits-address';
import { headsFrom, headsText, type HeadSet } from './head-set';

/** Which of the views is in view: all of them, or one as large as the page. */
export type ViewName = 'all' | 'model' | 'head' | 'matrix';
export const viewNames: readonly ViewName[] = ['all', 'model', 'head', 'matrix'];

/** Tabs below that have a name in the address; the first one is open without. */
export const tabs: readonly string[] = ['score', 'votes', 'lens', 'interventions', 'table'];

export interface AddressedView {
  run: string;
  /** Null is the run's probe. */
  prompt: string | null;
  layer: number;
  head: number;
  heads: HeadSet;
  /** The locked token. */
  token: number | null;
  step: number | null;
  view: ViewName;
  /** Whether the arcs stand beside heads and matrix. */
  arcs: boolean;
  /** The tab below that is open; the first has no name. */
  tab: string | null;
  /** Interventions, as a scene holds them. */
  edits: unknown;
}

/** Parameters that are not about what is looked at, and so stay as they are. */
const kept = ['embed', 'controls'];

/** The query string of a view; what is at its default is left out. `before` is the one that was there. */
export function queryOf(view: AddressedView, before = ''): string {
  const query = new URLSearchParams({ run: view.run }), old = new URLSearchParams(before), heads = headsText(view.heads, view), edits = addressOf(view.edits);
  if (view.prompt !== null) query.set('prompt', view.prompt);
  query.set('layer', String(view.layer));
  query.set('head', String(view.head));
  if (heads !== null) query.set('heads', heads);
  if (view.token !== null) query.set('token', String(view.token));
  if (view.step !== null) query.set('step', String(view.step));
  if (view.view !== 'all') query.set('view', view.view);
  if (!view.arcs) query.set('arcs', 'no');
  if (view.tab !== null) query.set('tab', view.tab);
  if (edits !== null) query.set('edits', edits);
  for (const name of kept) if (old.has(name)) query.set(name, old.get(name)!);
  return `?${query}`;
}

/** What an address asks for; what is no position, head or view counts as left out. */
export function viewOf(search: string): AddressedView {
  const query = new URLSearchParams(search);
  const number = (name: string) => { const text = query.get(name); return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null; };
  const layer = number('layer') ?? 0, head = number('head') ?? 0, view = query.get('view') as ViewName;
  return {
    run: query.get('run') ?? '', prompt: query.get('prompt'), layer, head, token: number('token'), step: number('step'),
    heads: headsFrom(query.get('heads')) ?? [{ layer, head }],
    view: viewNames.includes(view) ? view : 'all', arcs: query.get('arcs') !== 'no', tab: tabs.includes(query.get('tab') ?? '') ? query.get('tab') : null, edits: editsAt(query.get('edits')),
  };
}
