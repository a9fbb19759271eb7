// How a text is drawn, in words for people, and a prompt in pieces.

/** How a text is drawn; step null means the newest weights. */
export interface Drawing { step: number | null; temperature: number; topK: number; topP: number; seed: number }

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
