// Where the matrix's cells lie: how large they are, which one is under a point, where an arrow key leads.

/** One cell of a matrix. */
export interface Cell { query: number; key: number }

/** Prompts up to here are in view as a whole; cells of longer ones stay large enough to be pointed at. */
export const mostWhole = 64;

const smallestWhole = 3, smallestCell = 14, largestCell = 60;

/** Pixels per cell: as large as fits the room, in quarters of a pixel where cells are small; zoom multiplies. */
export function cellSize(room: number, tokens: number, zoom: number): number {
  const fitting = room / Math.max(1, tokens), least = tokens <= mostWhole ? smallestWhole : smallestCell;
  const comfortable = Math.min(largestCell, Math.max(least, fitting)) * zoom, grain = comfortable < smallestCell ? 4 : 1;
  return Math.max(2, Math.min(96, Math.floor(comfortable * grain) / grain));
}

/** The zoom at which the whole matrix is in view. */
export function fittingZoom(room: number, tokens: number): number {
  const whole = Math.max(2, room / Math.max(1, tokens));
  return Math.min(1, whole / cellSize(room, tokens, 1));
}

export function cellAt(x: number, y: number, cell: number, tokens: number): { query: number; key: number } | null {
  const key = Math.floor(x / cell), query = Math.floor(y / cell);
  return key >= 0 && query >= 0 && key < tokens && query < tokens ? { query, key } : null;
}

/** The cell an arrow key leads to, or null for another key. */
export function moved(from: { query: number; key: number }, arrow: string, tokens: number): { query: number; key: number } | null {
  const within = (i: number) => Math.min(tokens - 1, Math.max(0, i));
  switch (arrow) {
    case 'ArrowLeft': return { query: from.query, key: within(from.key - 1) };
    case 'ArrowRight': return { query: from.query, key: within(from.key + 1) };
    case 'ArrowUp': return { query: within(from.query - 1), key: from.key };
    case 'ArrowDown': return { query: within(from.query + 1), key: from.key };
    case 'Home': return { query: from.query, key: 0 };
    case 'End': return { query: from.query, key: from.query };
    default: return null;
  }
}
