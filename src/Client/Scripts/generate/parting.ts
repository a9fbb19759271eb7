// Where two texts part: the first token on each side that the other does not have at the same place.

export interface Parting { a: number; b: number }

/** Indices of the tokens with the first differing character, or null while one text is how the other begins. Tokens may be cut differently. */
export function parting(a: readonly string[], b: readonly string[]): Parting | null {
  let i = 0, j = 0, inA = 0, inB = 0;
  while (i < a.length && j < b.length) {
    if (inA >= a[i].length) { i++; inA = 0; continue; }
    if (inB >= b[j].length) { j++; inB = 0; continue; }
    if (a[i][inA] !== b[j][inB]) return { a: i, b: j };
    inA++;
    inB++;
  }
  return null;
}
