// A row's softmax worked again in float32, from the model's own scaled affinities.

export interface Softmax { max: number; exp: number[]; sum: number; weights: number[] }

/** exp(s - max) / sum, each step rounded to float32. */
export function softmax(scaled: readonly number[]): Softmax {
  const max = scaled.reduce((most, s) => Math.max(most, s), -Infinity);
  const exp = scaled.map(s => Math.fround(Math.exp(Math.fround(s - max))));
  const sum = exp.reduce((total, e) => Math.fround(total + e), 0);
  return { max, exp, sum, weights: exp.map(e => Math.fround(e / sum)) };
}

/** Largest absolute difference between two lists of the same length. */
export function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0);
}
