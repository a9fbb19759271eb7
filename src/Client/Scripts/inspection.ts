// What POST /api/runs/{id}/inspect answers (Contracts/Inspect.cs), and which part of it a scene shows.
import type { Scene } from './scene';

export interface Token { id: number; text: string }

export interface Candidate { id: number; text: string; logit: number; probability: number; rank: number }

/** One head over the whole prompt; T = tokens, D = channels of a head. */
export interface HeadInspection {
  layer: number;
  head: number;
  /** q.k [T][T], the masked half too. */
  raw: number[][];
  /** q.k / divisor [T][T]. */
  scaled: number[][];
  /** [T][D] */
  query: number[][];
  /** [T][D] */
  key: number[][];
  /** [T][D] */
  value: number[][];
  /** Weights times values [T][D]. */
  output: number[][];
  /** x, what the layer was given [T][C]. */
  input: number[][];
  /** W in q = x W + b [C][D]; null where the weights are a fixed average. */
  queryWeight: number[][] | null;
  /** b [D]. */
  queryBias: number[] | null;
  /** What an intervention adds to scaled before the softmax [T][T]; null is minus infinity. */
  added?: (number | null)[][] | null;
  divisor: number;
  masked: boolean;
}

/** One row of one head; K = visible keys, every list is [K]. */
export interface RowInspection {
  layer: number;
  head: number;
  token: number;
  raw: number[];
  scaled: number[];
  max: number;
  exp: number[];
  sum: number;
  weights: number[];
}

export interface Inspection {
  step: number;
  tokens: Token[];
  /** Tokens at the front that did not fit the context. */
  dropped: number;
  layers: number;
  heads: number;
  /** [layer][head][query][key], key <= query where the future is masked. */
  weights: Float32Array[][][];
  /** Scaled affinities of the same cells. */
  affinities: Float32Array[][][];
  head?: HeadInspection | null;
  row?: RowInspection | null;
  next: Candidate[];
}

/** Whether the model has attention at all; a bigram has none. */
export function attends(inspection: Inspection): boolean {
  return inspection.layers > 0 && inspection.heads > 0 && (inspection.weights[0]?.[0]?.length ?? 0) > 0;
}

/** The rows [query][key] of the chosen head. */
export function rowsOf(scene: Pick<Scene, 'inspection' | 'layer' | 'head' | 'token'>): Float32Array[] {
  return scene.inspection.weights[scene.layer][scene.head];
}

/** The weights [key] of the querying token in the chosen head. */
export function rowOf(scene: Pick<Scene, 'inspection' | 'layer' | 'head' | 'token'>): Float32Array {
  return rowsOf(scene)[scene.token];
}

/** The key that gets most of a row. */
export function strongest(row: ArrayLike<number>): number {
  let best = 0;
  for (let key = 1; key < row.length; key++) if (row[key] > row[best]) best = key;
  return best;
}
