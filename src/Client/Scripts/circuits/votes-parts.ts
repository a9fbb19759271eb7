// The parts of a logit, put together as a person asks for them: by part of the model, by head, by source token.
import type { Attribution, AttributionPart } from '../contract';

export interface Summand { name: string; value: number; layer: number | null }

const names: Record<AttributionPart['kind'], string> = {
  tokenEmbedding: 'token itself', positionEmbedding: 'its position', head: 'head', attentionBias: 'attention bias',
  feedForward: 'feed-forward', feedForwardBias: 'feed-forward bias', normBias: 'last norm’s bias', headBias: 'head’s bias',
};

/** One part in words. */
export function nameOf(part: AttributionPart): string {
  if (part.kind === 'head') return `layer ${part.layer! + 1}, head ${part.head! + 1}`;
  return part.layer === null ? names[part.kind] : `layer ${part.layer + 1}, ${names[part.kind]}`;
}

/** Embeddings, each layer's heads together, each feed-forward, and all biases together. */
export function byPart({ parts }: Attribution): Summand[] {
  const summands: Summand[] = [], layers = [...new Set(parts.map(part => part.layer))].filter(layer => layer !== null).sort((a, b) => a - b);
  const add = (name: string, found: AttributionPart[], layer: number | null) => {
    if (found.length > 0) summands.push({ name, value: found.reduce((sum, part) => sum + part.value, 0), layer });
  };
  const of = (kind: AttributionPart['kind'], layer: number | null) => parts.filter(part => part.kind === kind && part.layer === layer);
  add(names.tokenEmbedding, of('tokenEmbedding', null), null);
  add(names.positionEmbedding, of('positionEmbedding', null), null);
  for (const layer of layers) {
    const heads = of('head', layer);
    add(`layer ${layer + 1}, ${heads.length === 1 ? 'its head' : `${heads.length} heads`}`, heads, layer);
    add(`layer ${layer + 1}, feed-forward`, of('feedForward', layer), layer);
  }
  add('all biases', parts.filter(part => part.kind.endsWith('Bias')), null);
  return summands;
}

/** The parts that are heads. */
export const headsOf = ({ parts }: Attribution): AttributionPart[] => parts.filter(part => part.kind === 'head');

/** What came from each token, of all heads or of one. */
export function bySource(attribution: Attribution, one: { layer: number; head: number } | null): number[] {
  const sums = new Array<number>(attribution.tokens.length).fill(0);
  for (const part of headsOf(attribution)) {
    if (one && (part.layer !== one.layer || part.head !== one.head)) continue;
    part.bySource!.forEach((value, source) => { sums[source] += value; });
  }
  return sums;
}

/** The largest size among numbers, for a scale; 1 where all are 0. */
export const largest = (values: readonly number[]): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
