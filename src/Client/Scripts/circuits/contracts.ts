// What attribution, lens, effect and knockouts answer (Contracts/Circuits.cs).
import type { Candidate, Token } from '../inspection';

export type PartKind = 'tokenEmbedding' | 'positionEmbedding' | 'head' | 'attentionBias' | 'feedForward' | 'feedForwardBias' | 'normBias' | 'headBias';

export interface AttributionPart {
  kind: PartKind;
  layer: number | null;
  head: number | null;
  value: number;
  /** Of a head: what came from each token [T]. */
  bySource: number[] | null;
}

export interface Attribution {
  step: number;
  tokens: Token[];
  position: number;
  token: Token;
  logit: number;
  probability: number;
  rank: number;
  sum: number;
  difference: number;
  parts: AttributionPart[];
  fromLayer: number;
  rule: string;
  next: Candidate[];
}

export interface LensRow {
  place: 'embedding' | 'mixing' | 'feedForward';
  layer: number | null;
  /** The likeliest at each position [T]. */
  top: Token[];
  probability: number[];
  /** Probability of the token that is followed [T]. */
  followed: number[];
  ranks: number[];
  entropy: number[];
  candidates: Candidate[];
}

export interface Lens { step: number; tokens: Token[]; position: number; followed: Token[]; stages: LensRow[]; mixing: string; rule: string }

export interface ShiftedCandidate {
  id: number;
  text: string;
  logitBefore: number;
  logitAfter: number;
  probabilityBefore: number;
  probabilityAfter: number;
  rankBefore: number;
  rankAfter: number;
}

export interface HeadEffect {
  layer: number;
  head: number;
  masked: boolean;
  /** [query][key], all three of the same cells; the difference is after minus before. */
  before: number[][];
  after: number[][];
  difference: number[][];
  moved: number;
}

export interface Effect {
  step: number;
  tokens: Token[];
  read: Token[];
  interventions: number;
  /** Nats per token; null for a text of one token. */
  lossBefore: number | null;
  lossAfter: number | null;
  lossesBefore: number[];
  lossesAfter: number[];
  next: ShiftedCandidate[];
  moved: number;
  same: boolean;
  head: HeadEffect | null;
}

export interface KnockoutHistory {
  rule: string;
  windows: number;
  windowTokens: number;
  steps: number[];
  loss: number[];
  heads: { layer: number; head: number; change: number[] }[];
}
