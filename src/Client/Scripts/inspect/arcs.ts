// The arithmetic of the head view: where tokens stand, which arcs are worth drawing, how wide and how strong each is.
import type { Head } from './head-set';

/** One arc from a querying token to a key, of the head at an index of those shown. */
export interface Arc { head: number; query: number; key: number; weight: number }

/** Weights below it would be invisible and are left out; their number is in the readout. */
export const faintest = 0.004;

/** A line that carries a letter, in pixels; and the closest that tokens without one stand. */
export const lettered = 18;
const closest = 6;

/** Pixels of a token's line: letters where all fit into the room, else as close as brings all of them into view. */
export function lineHeight(tokens: number, room: number): number {
  const fitting = room / Math.max(1, tokens);
  return fitting >= lettered ? Math.min(30, Math.floor(fitting)) : Math.max(closest, fitting);
}

/** Which tokens of a side get a letter where there is no room for all: the first ones of a list, so far apart that none collide. */
export function labelled(byWeight: readonly number[], line: number, apart = 17): number[] {
  const chosen: number[] = [];
  for (const token of byWeight) if (chosen.every(other => Math.abs(other - token) * line >= apart)) chosen.push(token);
  return chosen;
}

/** Width in pixels; a weight of 1 is 5 wide. */
export const arcWidth = (weight: number) => 0.6 + 4.4 * weight;

/** Opacity from 0 to 1; a root, as in the colour scale, so that small weights can still be seen. */
export const arcOpacity = (weight: number) => Math.min(1, 0.06 + 0.94 * Math.sqrt(weight));

type Weights = readonly (readonly (readonly ArrayLike<number>[])[])[];

type Use = (head: number, query: number, key: number, weight: number) => void;

/** Arcs of one querying token; of very many the strongest. */
export function arcsFrom(weights: Weights, heads: readonly Head[], query: number, most = Infinity): Arc[] {
  return strongest(use => heads.forEach(({ layer, head }, index) => {
    const row = weights[layer][head][query];
    for (let key = 0; key < row.length; key++) use(index, query, key, row[key]);
  }), most);
}

/** Arcs into one key from every token that sees it; of very many the strongest. */
export function arcsInto(weights: Weights, heads: readonly Head[], key: number, most = Infinity): Arc[] {
  return strongest(use => heads.forEach(({ layer, head }, index) => weights[layer][head].forEach((row, query) => {
    if (row.length > key) use(index, query, key, row[key]);
  })), most);
}

/** Arcs of the tokens in view, at most so many: those of all heads of a large model would be one grey mass. */
export function arcsWithin(weights: Weights, heads: readonly Head[], from: number, to: number, most: number): Arc[] {
  return strongest(use => heads.forEach(({ layer, head }, index) => {
    const rows = weights[layer][head];
    for (let query = Math.max(0, from); query < Math.min(rows.length, to); query++)
      for (let key = 0; key < rows[query].length; key++) use(index, query, key, rows[query][key]);
  }), most);
}

const buckets = 1024, bucketOf = (weight: number) => Math.min(buckets - 1, Math.floor(Math.sqrt(weight) * buckets));

// Counted first and made then, so that a hover over a hundred heads leaves no heap of arcs behind. Where too many are alike, the first of them.
function strongest(each: (use: Use) => void, most: number): Arc[] {
  let least = bucketOf(faintest);
  if (most < Infinity) {
    const counts = new Uint32Array(buckets);
    each((_, __, ___, weight) => { counts[bucketOf(weight)]++; });
    let kept = 0, at = buckets;
    while (at > least && kept + counts[at - 1] <= most) kept += counts[--at];
    least = kept === 0 ? Math.max(least, at - 1) : at;
  }
  const arcs: Arc[] = [];
  each((head, query, key, weight) => {
    if (weight >= faintest && bucketOf(weight) >= least && arcs.length < most) arcs.push({ head, query, key, weight });
  });
  return arcs;
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
