// Where the pictures of the heads lie in the model view, and which one is under a point.

/** Pixels of one head's place. */
export interface Tile { x: number; y: number; side: number; width: number; height: number }

export interface TileLayout { tiles: Tile[]; columns: number; height: number; /** How many lines of words fit under a picture: 0, 1 or 2. */ lines: 0 | 1 | 2 }

export const gap = 6, axis = 26, line = 15;
const smallest = 14, widest = 240;

/** As a grid of layers down and heads across, or, sorted and filtered, as many in a row as there is room for. */
export function placeTiles(count: number, width: number, heads: number, asGrid: boolean): TileLayout {
  const left = asGrid ? axis : 0, room = width - left;
  const comfortable = count > 64 ? 76 : 92;
  const columns = asGrid ? heads : Math.max(1, Math.min(count, Math.floor((room + gap) / (comfortable + gap))));
  const side = Math.max(smallest, Math.min(widest, Math.floor((room + gap) / columns) - gap));
  const lines = side >= 72 ? 2 : side >= 34 ? 1 : 0, height = side + 4 + lines * line, top = asGrid ? line + 2 : 0;
  const tiles = Array.from({ length: count }, (_, i) => ({
    x: left + (i % columns) * (side + gap), y: top + Math.floor(i / columns) * (height + gap), side, width: side, height,
  }));
  return { tiles, columns, lines, height: count === 0 ? line : top + Math.ceil(count / columns) * (height + gap) };
}

/** One line a head: its name, and the row of the querying token beside it. */
export function placeStrips(count: number, width: number): TileLayout {
  const columns = Math.max(1, Math.floor(width / 420)), height = count > 48 ? 14 : 18, each = Math.floor((width - (columns - 1) * 16) / columns), down = Math.ceil(count / columns);
  const tiles = Array.from({ length: count }, (_, i) => ({ x: Math.floor(i / down) * (each + 16), y: (i % down) * (height + 2), side: height, width: each, height }));
  return { tiles, columns, lines: 1, height: Math.max(1, down) * (height + 2) };
}

/** Index of the tile under a point, or -1. */
export function tileAt(tiles: readonly Tile[], x: number, y: number): number {
  return tiles.findIndex(tile => x >= tile.x - 2 && x < tile.x + tile.width + 2 && y >= tile.y - 2 && y < tile.y + tile.height + 2);
}

/** The tile that an arrow key leads to from one, by place; null for another key. */
export function tileBeside(tiles: readonly Tile[], from: number, key: string): number | null {
  if (key === 'Home') return 0;
  if (key === 'End') return tiles.length - 1;
  const here = tiles[from], across = key === 'ArrowLeft' ? -1 : key === 'ArrowRight' ? 1 : 0, down = key === 'ArrowUp' ? -1 : key === 'ArrowDown' ? 1 : 0;
  if (!here || (across === 0 && down === 0)) return null;
  let best = from, nearest = Infinity;
  tiles.forEach((tile, i) => {
    const dx = tile.x - here.x, dy = tile.y - here.y;
    const ahead = across ? dx * across : dy * down, aside = Math.abs(across ? dy : dx);
    if (ahead <= 0) return;
    const far = ahead + aside * 1000;
    if (far < nearest) { nearest = far; best = i; }
  });
  return best;
}

/** Weights [query][key] as size x size colours, each the strongest of the cells that fall on it, so that a single bright cell is never lost. `paint` gets the place and the weight, -1 for the masked half. */
export function shrink(rows: readonly ArrayLike<number>[], size: number, paint: (at: number, weight: number) => void): void {
  const count = rows.length, strongest = new Float32Array(size * size).fill(-1);
  const column = Int32Array.from({ length: count }, (_, key) => Math.floor(key * size / count));
  for (let query = 0; query < count; query++) {
    const row = rows[query], start = column[query] * size;
    for (let key = 0; key < row.length; key++) {
      const at = start + column[key];
      if (row[key] > strongest[at]) strongest[at] = row[key];
    }
  }
  for (let at = 0; at < strongest.length; at++) paint(at, strongest[at]);
}
