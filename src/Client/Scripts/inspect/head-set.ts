// Which heads are looked at: one, some, or all; a click takes one alone, the same click again all of them, shift adds or takes away.

export interface Head { layer: number; head: number }

/** Some heads in the order in which they were chosen, or every head of the model. */
export type HeadSet = readonly Head[] | 'all';

export const sameHead = (a: Head, b: Head) => a.layer === b.layer && a.head === b.head;

/** Only this head; all of them if it was the only one. */
export function clicked(set: HeadSet, head: Head): HeadSet {
  return set !== 'all' && set.length === 1 && sameHead(set[0], head) ? 'all' : [head];
}

/** One head more, or one less; the last one stays. */
export function shifted(set: HeadSet, head: Head): HeadSet {
  if (set === 'all') return [head];
  const without = set.filter(other => !sameHead(other, head));
  if (without.length === set.length) return [...set, head];
  return without.length > 0 ? without : set;
}

/** The heads of a set in a model of that size. */
export function headsOf(set: HeadSet, layers: number, heads: number): Head[] {
  return set === 'all'
    ? Array.from({ length: layers * heads }, (_, i) => ({ layer: Math.floor(i / heads), head: i % heads }))
    : set.filter(({ layer, head }) => layer < layers && head < heads);
}

/** As it stands in an address: "all", or "0.3,1.2". Null where layer and head say it already. */
export function headsText(set: HeadSet, chosen: Head): string | null {
  if (set === 'all') return 'all';
  return set.length === 1 && sameHead(set[0], chosen) ? null : set.map(({ layer, head }) => `${layer}.${head}`).join(',');
}

/** Reads what headsText wrote; what makes no sense counts as left out. */
export function headsFrom(text: string | null): HeadSet | null {
  if (text === 'all') return 'all';
  if (!text || !/^\d{1,4}\.\d{1,4}(,\d{1,4}\.\d{1,4}){0,255}$/.test(text)) return null;
  const set = text.split(',').map(pair => { const [layer, head] = pair.split('.').map(Number); return { layer, head }; });
  return set.filter((head, i) => set.findIndex(other => sameHead(other, head)) === i);
}
