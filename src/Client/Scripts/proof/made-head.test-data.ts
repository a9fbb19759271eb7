// A head whose numbers are worked here in plain float32 loops, far from any engine and any other script.
import type { HeadInspection } from '../contract';
import type { Inspection } from '../inspect/inspection';
import { proofRow, type ProofRow } from './proof-row';

/** What a head has, or lacks. */
export interface Kind { masked?: boolean; scaled?: boolean; average?: boolean; bias?: boolean }

/** Tokens, channels of the model, channels of the head; and the token that asks. */
export const T = 5, C = 6, D = 4, asking = 3;

const { fround } = Math;

/** Layer 0, head 0 as the server sends it. */
export function madeHead({ masked = true, scaled = true, average = false, bias = true }: Kind = {}): Inspection & { head: HeadInspection } {
  const x = matrix(T, C, 1), w = matrix(C, D, 2), b = matrix(1, D, 3)[0], key = average ? zeros(T, D) : matrix(T, D, 4), value = matrix(T, D, 5);
  const query = average ? zeros(T, D) : x.map(row => b.map((more, d) => fround(sum(C, c => fround(row[c] * w[c][d])) + (bias ? more : 0)))); // (T, D)
  const divisor = scaled ? fround(Math.sqrt(D)) : 1;
  const raw = query.map(q => key.map(k => sum(D, d => fround(q[d] * k[d])))); // (T, T)
  const affinities = raw.map(row => row.map(one => fround(one / divisor))); // (T, T)
  const weights = affinities.map((row, t) => softmax(masked ? row.slice(0, t + 1) : row)); // (T, t + 1) or (T, T)
  const output = weights.map(row => b.map((_, d) => sum(row.length, t => fround(row[t] * value[t][d])))); // (T, D)
  return sent({
    step: 40, tokens: [...'To b\n'].map((text, id) => ({ id, text })), dropped: 0, layers: 1, heads: 1, weights: [[weights]], affinities: [[affinities]],
    head: { layer: 0, head: 0, raw, scaled: affinities, query, key, value, output, divisor, masked, input: x, queryWeight: average ? null : w, queryBias: average || !bias ? null : b, added: null },
    row: null, next: [],
  }) as Inspection & { head: HeadInspection };
}

/** The row of the token that asks. */
export const madeRow = (kind?: Kind): ProofRow => proofRow(madeHead(kind), 0, 0, asking)!;

function softmax(row: readonly number[]): number[] {
  const max = Math.max(...row), exp = row.map(one => fround(Math.exp(fround(one - max)))), total = sum(exp.length, i => exp[i]);
  return exp.map(one => fround(one / total));
}

function sum(count: number, term: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum = fround(sum + term(i));
  return sum;
}

const zeros = (rows: number, columns: number): number[][] => Array.from({ length: rows }, () => new Array<number>(columns).fill(0));

/** Numbers from -2 to 2, the same for a seed. */
function matrix(rows: number, columns: number, seed: number): number[][] {
  let state = Math.imul(seed, 0x9e3779b1);
  const next = () => { state = Math.imul(state, 1664525) + 1013904223 | 0; return fround(state / 2 ** 30); };
  return zeros(rows, columns).map(row => row.map(next));
}

/** JSON names a float32 by a decimal, which is then read as a longer number than it was. */
function sent(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, one: unknown) => typeof one === 'number' ? decimalOf(one) : one));
}

function decimalOf(single: number): number {
  for (let digits = 1; ; digits++) {
    const decimal = Number(single.toPrecision(digits));
    if (fround(decimal) === single) return decimal;
  }
}
