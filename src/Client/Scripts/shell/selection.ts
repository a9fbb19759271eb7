// One selection across pages: a link to the same run takes along which step, layer, head and token are looked at.

/** What a link takes along. */
const carried = ['step', 'layer', 'head', 'token'] as const;

/** Pages that show one run; the first is Train. */
const pagesOfARun = new Set(['', 'inspect', 'generate']);

/** A run with what is looked at in it, as an address has it. */
export type Selection = Readonly<Record<string, string>>;

/** What an address looks at; `before` is what was looked at on the page before: Generate has no place for a token, and leaves out the first head. Null where it names no run. A token is a place in the run's probe: in another prompt it is another letter, and stays behind. */
export function selectionAt(address: string, before: Selection | null = null): Selection | null {
  const { searchParams: query, pathname } = new URL(address), run = query.get('run');
  if (!run) return null;
  const kept = carried.filter(name => query.has(name) && (name !== 'token' || !query.has('prompt')));
  const now = Object.fromEntries([['run', run], ...kept.map(name => [name, query.get(name)!])]);
  return !pathname.endsWith('/generate') ? now : { layer: '0', head: '0', ...(before?.run === run && before.token !== undefined ? { token: before.token } : {}), ...now };
}

/** Where a link leads with the selection taken along; unchanged where it is of another run, or says more than its run. */
export function carry(link: string, base: string, selection: Selection | null): string {
  const to = new URL(link), names = [...to.searchParams.keys()];
  if (!to.href.startsWith(base) || !pagesOfARun.has(to.pathname.slice(new URL(base).pathname.length))) return link;
  if (!selection || names.some(name => name !== 'run' && !(carried as readonly string[]).includes(name)) || to.searchParams.get('run') !== selection.run) return link;
  for (const name of carried) {
    if (selection[name] === undefined) to.searchParams.delete(name);
    else to.searchParams.set(name, selection[name]);
  }
  return to.href;
}
