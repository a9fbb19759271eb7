// What POST /api/runs/{id}/inspect answers, and which part of it a scene shows.
import type * as contract from '../contract';
import type { Scene } from './scene';

/** An inspection as it comes packed: the weights and affinities [layer][head][query][key] are windows into the answer. */
export interface Inspection extends Omit<contract.Inspection, 'weights' | 'affinities'> {
  weights: Float32Array[][][];
  affinities: Float32Array[][][];
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
