// The row once more, in 64 bits: every step from the model's numbers of the step before, and all in one go; how far the model's numbers are off.
import type { ProofRow } from './proof-row';

export interface StepCheck {
  name: string;
  /** Numbers compared. */
  count: number;
  /** The largest |difference| / max(1, sum of the sizes of what is added up). */
  largest: number;
}

export interface RowCheck {
  steps: StepCheck[];
  /** Over all steps. */
  largest: number;
  count: number;
  /** From the first numbers to weights and output without looking at what lies between. */
  atOnce: number;
}

/** How far a step may be off: what rounding to 24 bits leaves. */
export const tolerance = 1e-6;

export function recompute(row: ProofRow): RowCheck {
  const { size: D, seen: K, q, keys, values, raw, scaled, weights, output } = row, T = row.tokens.length;
  const steps: StepCheck[] = [];
  const step = (name: string, count: number, term: (i: number) => { here: number; size?: number }, model: (i: number) => number) => {
    let largest = 0;
    for (let i = 0; i < count; i++) {
      const { here, size = 0 } = term(i), off = Math.abs(here - model(i)) / Math.max(1, size);
      if (here !== model(i)) largest = worst(largest, off); // two that are minus infinity do not differ
    }
    steps.push({ name, count, largest });
  };
  const softmaxed = (key: number, affinity: number) => row.added ? affinity + row.added[key] : affinity;
  const root = row.divisor === 1 ? 1 : Math.sqrt(D);

  if (!row.average) {
    if (row.weight) step('q = x W + b', D, d => projected(row, d), d => q[d]);
    step('q × k', T * D, i => ({ here: q[i % D] * keys[i], size: Math.abs(row.products[i]) }), i => row.products[i]);
    step('q·k', T, key => product(q, keys, key, D), key => raw[key]);
    step('÷ √D', T, key => ({ here: raw[key] / root, size: Math.abs(scaled[key]) }), key => scaled[key]);
    step('− max', K, key => ({ here: softmaxed(key, scaled[key]) - row.max, size: Math.abs(row.shifted[key]) }), key => row.shifted[key]);
    step('exp', K, key => ({ here: Math.exp(softmaxed(key, scaled[key]) - row.max) }), key => row.exp[key]);
  }
  const share = softmax(row, key => softmaxed(key, scaled[key]));
  if (!row.average) step('sum', 1, () => ({ here: share.sum, size: share.sum }), () => row.sum);
  step('weight', K, key => ({ here: share.weights[key] }), key => weights[key]);
  step('weight × v', K * D, i => ({ here: weights[Math.floor(i / D)] * values[i], size: Math.abs(row.parts[i]) }), i => row.parts[i]);
  step('output', D, d => mixed(weights, values, K, D, d), d => output[d]);

  return {
    steps, count: steps.reduce((total, s) => total + s.count, 0),
    largest: steps.map(s => s.largest).reduce(worst, 0), atOnce: inOneGo(row, root),
  };
}

/** The larger, or NaN if one is. */
const worst = (a: number, b: number) => Number.isNaN(a) || a > b ? a : b;

function projected(row: ProofRow, d: number): { here: number; size: number } {
  let here = row.bias?.[d] ?? 0, size = Math.abs(here);
  for (let c = 0; c < row.x.length; c++) {
    const term = row.x[c] * row.weight![c * row.size + d];
    here += term;
    size += Math.abs(term);
  }
  return { here, size };
}

function product(q: ArrayLike<number>, keys: Float32Array, key: number, D: number): { here: number; size: number } {
  let here = 0, size = 0;
  for (let d = 0; d < D; d++) {
    const term = q[d] * keys[key * D + d];
    here += term;
    size += Math.abs(term);
  }
  return { here, size };
}

function mixed(weights: ArrayLike<number>, values: Float32Array, K: number, D: number, d: number): { here: number; size: number } {
  let here = 0, size = 0;
  for (let key = 0; key < K; key++) {
    const term = weights[key] * values[key * D + d];
    here += term;
    size += Math.abs(term);
  }
  return { here, size };
}

function softmax(row: ProofRow, affinity: (key: number) => number): { sum: number; weights: number[] } {
  const list = Array.from({ length: row.seen }, (_, key) => affinity(key)), max = list.reduce((most, s) => Math.max(most, s), -Infinity);
  const exp = list.map(s => Math.exp(s - max)), sum = exp.reduce((total, e) => total + e, 0);
  return { sum, weights: exp.map(e => e / sum) };
}

function inOneGo(row: ProofRow, root: number): number {
  const { size: D, seen: K } = row;
  const q = row.weight ? Array.from({ length: D }, (_, d) => projected(row, d).here) : row.q;
  const { weights } = softmax(row, key => (row.average ? 0 : product(q, row.keys, key, D).here / root) + (row.added?.[key] ?? 0));
  const outputs = Array.from({ length: D }, (_, d) => {
    const { here, size } = mixed(weights, row.values, K, D, d);
    return Math.abs(here - row.output[d]) / Math.max(1, size);
  });
  return [...weights.map((weight, key) => Math.abs(weight - row.weights[key])), ...outputs].reduce(worst, 0);
}
