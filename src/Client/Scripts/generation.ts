// What the hub's Generate stream sends (Contracts/Generate.cs), and how its tokens map to the text.
import type { Candidate } from './inspection';

export interface GeneratedToken {
  /** 0 for the first generated token. */
  index: number;
  step: number;
  id: number;
  text: string;
  probability: number;
  /** The prompt's tokens, with the first one. */
  prompt?: string[] | null;
  /** In nats. */
  entropy: number;
  candidates: Candidate[];
  /** Position, in prompt plus generated tokens, of the first token the model saw. */
  contextStart: number;
  /** Attention of the last visible token [layer][head][visible token]. */
  attention?: number[][][] | null;
}

/** How many tokens the prompt has, told from the first generated token's attention; null where the model has none. */
export function promptTokens(first: GeneratedToken): number | null {
  const seen = first.attention?.[0]?.[0]?.length;
  return seen === undefined ? null : first.contextStart + seen - first.index;
}

/** The prompt in as many pieces as it has tokens: a character each, counted from its end. */
export function promptPieces(prompt: string, count: number | null): string[] {
  const characters = [...prompt];
  if (count === null || characters.length === count) return characters;
  if (characters.length < count) return [...Array.from({ length: count - characters.length }, () => '\n'), ...characters];
  return characters.slice(characters.length - count);
}

/** Where a token stands among its candidates, or null if it is not among the likeliest. */
export function rankOf(token: GeneratedToken): number | null {
  return token.candidates.find(candidate => candidate.id === token.id)?.rank ?? null;
}
