// The arithmetic of the head view: where tokens stand, which arcs are worth drawing, how wide and how strong each is.
import type { Head } from './head-set';

/** One arc from a querying token to a key, of the head at an index of those shown. */
export interface Arc { head: number; query: number; key: number; weight: number }

/** Weights below it would be invisible and are left out; their number is in the readout. */
export const faintest = 0.004;

/** Pixels of a token's line: as much as fits, but always readable. */
export function lineHeight(tokens: number, room: number): number {
  return Math.max(18, Math.min(30, Math.floor(room / Math.max(1, tokens))));
}

/** Width in pixels; a weight of 1 is 5 wide. */
export const arcWidth = (weight: number) => 0.6 + 4.4 * weight;

/** Opacity from 0 to 1; a root, as in the colour scale, so that small weights can still be seen. */
export const arcOpacity = (weight: number) => Math.min(1, 0.06 + 0.94 * Math.sqrt(weight));

type Weights = readonly (readonly (readonly ArrayLike<number>[])[])[];

/** Arcs of one querying token. */
export function arcsFrom(weights: Weights, heads: readonly Head[], query: number): Arc[] {
  const arcs: Arc[] = [];
  heads.forEach(({ layer, head }, index) => {
    const row = weights[layer][head][query];
    for (let key = 0; key < row.length; key++) if (row[key] >= faintest) arcs.push({ head: index, query, key, weight: row[key] });
  });
  return arcs;
}

/** Arcs into one key from every token that sees it. */
export function arcsInto(weights: Weights, heads: readonly Head[], key: number): Arc[] {
  const arcs: Arc[] = [];
  heads.forEach(({ layer, head }, index) => weights[layer][head].forEach((row, query) => {
    if (row.length > key && row[key] >= faintest) arcs.push({ head: index, query, key, weight: row[key] });
  }));
  return arcs;
}

/** At most so many arcs of the tokens in view, the strongest: those of all heads of a large model would be one grey mass. */
export function strongestArcs(weights: Weights, heads: readonly Head[], from: number, to: number, most: number): Arc[] {
  const buckets = new Uint32Array(256);
  let kept = 0, least = faintest;
  const each = (use: (index: number, query: number, key: number, weight: number) => void) => heads.forEach(({ layer, head }, index) => {
    const rows = weights[layer][head];
    for (let query = Math.max(0, from); query < Math.min(rows.length, to); query++) {
      const row = rows[query];
      for (let key = 0; key < row.length; key++) if (row[key] >= least) use(index, query, key, row[key]);
    }
  });
  each((_, __, ___, weight) => { buckets[Math.min(255, Math.floor(weight * 256))]++; });
  for (let at = 255; at >= 0; at--) {
    kept += buckets[at];
    if (kept > most) { least = Math.max(faintest, (at + 1) / 256); break; }
  }
  const arcs: Arc[] = [];
  each((head, query, key, weight) => { if (arcs.length < most * 2) arcs.push({ head, query, key, weight }); });
  return arcs;
}

/** The strongest of many; where some are as strong as the last of them, none of those. */
export function strongestOf(arcs: readonly Arc[], most: number): readonly Arc[] {
  if (arcs.length <= most) return arcs;
  const least = Float32Array.from(arcs, arc => arc.weight).sort()[arcs.length - most - 1];
  return arcs.filter(arc => arc.weight > least);
}

/** Arcs that look the same, drawn in one stroke: by head's colour and by strength in sixteen steps. */
export function strokes(arcs: readonly Arc[], colourOf: (head: number) => number): { colour: number; weight: number; arcs: Arc[] }[] {
  const groups = new Map<number, { colour: number; weight: number; arcs: Arc[] }>();
  for (const arc of arcs) {
    const step = Math.round(Math.sqrt(arc.weight) * 15), colour = colourOf(arc.head), at = colour * 16 + step;
    const group = groups.get(at);
    if (group) group.arcs.push(arc);
    else groups.set(at, { colour, weight: (step / 15) ** 2, arcs: [arc] });
  }
  return [...groups.values()].sort((a, b) => a.weight - b.weight);
}
