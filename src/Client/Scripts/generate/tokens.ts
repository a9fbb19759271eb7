// What the hub's Generate stream takes and sends (Contracts/Generate.cs), and how its tokens map to the text.

/** Probabilities are named "own" before temperature, top-k and top-p, and without it after them. Logarithms are in nats. */
export interface TokenCandidate {
  id: number;
  text: string;
  rank: number;
  logit: number;
  ownProbability: number;
  ownLogProbability: number;
  probability: number;
  /** Null for a token that could not be drawn. */
  logProbability: number | null;
}

export interface GeneratedToken extends TokenCandidate {
  /** 0 for the first token after the prompt. */
  index: number;
  step: number;
  /** The prompt's tokens, with the first answered one. */
  prompt?: string[] | null;
  forced: boolean;
  /** In nats. */
  entropy: number;
  ownEntropy: number;
  /** How many tokens could be drawn. */
  drawable: number;
  candidates: TokenCandidate[];
  /** Position, in prompt plus generated tokens, of the first token the model saw. */
  contextStart: number;
  /** Attention of the last visible token [layer][head][visible token]. */
  attention?: number[][][] | null;
}

/** How a text is drawn; step null means the newest weights. */
export interface Drawing { step: number | null; temperature: number; topK: number; topP: number; seed: number }

export interface GenerateRequest {
  prompt?: string;
  step?: number;
  tokens: number;
  temperature: number;
  topK: number;
  topP: number;
  seed: number;
  written?: number[];
  forced?: { index: number; id: number }[];
}

/** The prompt in pieces before its tokens are known: a character each. */
export function promptPieces(prompt: string): string[] {
  return [...prompt];
}

/** How drawing was set, for people: "T 0.8, top-k 5, seed 1337". What keeps all tokens is left out. */
export function drawingText(drawing: Drawing): string {
  return [`T ${drawing.temperature}`, drawing.topK > 0 ? `top-k ${drawing.topK}` : '', drawing.topP < 1 ? `top-p ${drawing.topP}` : '', `seed ${drawing.seed}`].filter(Boolean).join(', ');
}

/** Whether two drawings differ in nothing but perhaps the weights. */
export function sameDrawing(a: Drawing, b: Drawing): boolean {
  return a.temperature === b.temperature && a.topK === b.topK && a.topP === b.topP && a.seed === b.seed;
}
