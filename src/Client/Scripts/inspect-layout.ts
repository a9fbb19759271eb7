// Where the matrix's cells lie: how large they are, which one is under a point, where an arrow key leads.

export const smallestCell = 14, largestCell = 60;

/** Pixels per cell: as large as fits, but never so small that the tokens on the axes cannot be read; zoom multiplies. */
export function cellSize(available: number, tokens: number, zoom: number): number {
  const fitting = Math.floor(available / Math.max(1, tokens));
  const comfortable = Math.min(largestCell, Math.max(smallestCell, fitting));
  return Math.max(2, Math.min(96, Math.round(comfortable * zoom)));
}

/** The zoom at which the whole matrix is in view. */
export function fittingZoom(available: number, tokens: number): number {
  const whole = Math.max(2, Math.floor(available / Math.max(1, tokens)));
  return Math.min(1, whole / cellSize(available, tokens, 1));
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
