// One row of one head with every number between x and the head's output, all in float32.
import type { HeadInspection, Token } from '../contract';
import { attends, type Inspection } from '../inspect/inspection';

/** T tokens, of which the querying one sees K; D channels of a head, C of the model. Matrices are row by row. */
export interface ProofRow {
  layer: number;
  head: number;
  step: number;
  token: number;
  tokens: Token[];
  /** K: keys from here on lie in the future and are masked. */
  seen: number;
  /** D. */
  size: number;
  /** No queries, no keys: every visible token gets 1/K. */
  average: boolean;
  /** What the layer was given [C]; empty in an example that starts from queries. */
  x: Float32Array;
  /** W in q = x W + b [C x D]; null where there is nothing to multiply. */
  weight: Float32Array | null;
  /** b [D]. */
  bias: Float32Array | null;
  q: Float32Array;
  /** [T x D], the hidden ones too. */
  keys: Float32Array;
  /** [T x D]. */
  values: Float32Array;
  /** q times k, component by component [T x D]. */
  products: Float32Array;
  /** Their sums [T]. */
  raw: Float32Array;
  divisor: number;
  /** [T]. */
  scaled: Float32Array;
  /** What an intervention adds before the softmax [T]; null where nothing is. */
  added: Float32Array | null;
  max: number;
  /** Scaled, with what is added, less the maximum [K]. */
  shifted: Float32Array;
  /** [K]. */
  exp: Float32Array;
  sum: number;
  /** [K]. */
  weights: Float32Array;
  /** Each value times its weight [K x D]. */
  parts: Float32Array;
  /** [D]. */
  output: Float32Array;
}

interface Packed { keys: Float32Array; values: Float32Array; weight: Float32Array | null }

const packed = new WeakMap<HeadInspection, Packed>();

/** The row if the answer holds the head's arithmetic; null while another head's is on its way. */
export function proofRow(inspection: Inspection, layer: number, head: number, token: number): ProofRow | null {
  const given = inspection.head;
  if (!attends(inspection) || !given || given.layer !== layer || given.head !== head || token >= inspection.tokens.length) return null;
  const { keys, values, weight } = pack(given), T = inspection.tokens.length, D = given.query[0].length;
  const weights = floats(inspection.weights[layer][head][token]), K = weights.length, q = floats(given.query[token]);
  const scaled = floats(given.scaled[token]), added = given.added ? floats(given.added[token], -Infinity) : null;

  // Made in passing by the model's kernel, which keeps none of it; here in float32 from its own numbers.
  const products = new Float32Array(T * D), parts = new Float32Array(K * D), shifted = new Float32Array(K), exp = new Float32Array(K);
  for (let key = 0, i = 0; key < T; key++) for (let d = 0; d < D; d++, i++) products[i] = keys[i] * q[d];
  for (let key = 0, i = 0; key < K; key++) for (let d = 0; d < D; d++, i++) parts[i] = values[i] * weights[key];
  const softmaxed = (key: number) => added ? Math.fround(scaled[key] + added[key]) : scaled[key];
  let max = -Infinity, sum = 0;
  for (let key = 0; key < K; key++) max = Math.max(max, softmaxed(key));
  for (let key = 0; key < K; key++) {
    shifted[key] = softmaxed(key) - max;
    exp[key] = Math.exp(shifted[key]);
    sum += exp[key];
  }
  return {
    layer, head, token, step: inspection.step, tokens: inspection.tokens, seen: K, size: D,
    average: given.queryWeight === null && given.input[token].length > 0,
    x: floats(given.input[token]), weight, bias: given.queryBias ? floats(given.queryBias) : null,
    q, keys, values, products, raw: floats(given.raw[token]), divisor: Math.fround(given.divisor), scaled, added, max, shifted, exp, sum: Math.fround(sum), weights, parts,
    output: floats(given.output[token]),
  };
}

/** JSON's decimals name float32 numbers but are read as longer ones; here they become what they name. What is not finite comes as null. */
function floats(list: ArrayLike<number | null>, missing = NaN): Float32Array {
  return Float32Array.from(list, value => value ?? missing);
}

function pack(head: HeadInspection): Packed {
  let found = packed.get(head);
  if (!found) packed.set(head, found = { keys: floats(head.key.flat()), values: floats(head.value.flat()), weight: head.queryWeight ? floats(head.queryWeight.flat()) : null });
  return found;
}
