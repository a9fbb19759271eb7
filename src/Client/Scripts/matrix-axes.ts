// The tokens along both sides of a matrix; a hover draws only the ones again that it marks.
import { fitCanvas, type Palette } from './colour-scale';
import { glyphOf } from './token-glyph';

export const axis = 30;

export interface MatrixAxes {
  /** All tokens, none marked. */
  draw(tokens: readonly { text: string }[], cell: number, palette: Palette): void;
  mark(query: number, key: number | null): void;
}

export function matrixAxes(across: HTMLCanvasElement, down: HTMLCanvasElement, fontOf: () => string): MatrixAxes {
  let tokens: readonly { text: string }[] = [], cell = 1, theme: Palette | null = null, font = '', marked: { query: number; key: number | null } = { query: -1, key: null };
  const sides = [
    { canvas: across, vertical: false, colour: () => theme!.key },
    { canvas: down, vertical: true, colour: () => theme!.query },
  ] as const;

  const glyph = (side: typeof sides[number], i: number, on: boolean) => {
    if (cell < 9 && !on) return;
    const context = side.canvas.getContext('2d')!, { text, special } = glyphOf(tokens[i].text), centre = (i + 0.5) * cell, size = Math.min(15, Math.max(8, cell * 0.8));
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.font = `${on ? '700 ' : ''}${on ? Math.max(13, size) : size}px ${font}`;
    if (on) {
      context.fillStyle = side.colour();
      const width = Math.max(cell, 16);
      if (side.vertical) context.fillRect(0, centre - width / 2, axis - 3, width); else context.fillRect(centre - width / 2, 0, width, axis - 3);
    }
    context.fillStyle = on ? theme!.panel : special ? theme!.softInk : theme!.ink;
    if (side.vertical) context.fillText(text, axis / 2 - 1, centre + 0.5, axis - 3); else context.fillText(text, centre, axis / 2, Math.max(cell, 14));
  };
  // A mark is wider than its cell where cells are small, so neighbours are drawn again with it.
  const plain = (side: typeof sides[number], i: number) => {
    const reach = Math.ceil(12 / cell), from = Math.max(0, i - reach), to = Math.min(tokens.length - 1, i + reach), context = side.canvas.getContext('2d')!;
    if (side.vertical) context.clearRect(0, from * cell, axis, (to - from + 1) * cell); else context.clearRect(from * cell, 0, (to - from + 1) * cell, axis);
    for (let other = from; other <= to; other++) glyph(side, other, false);
  };
  const change = (side: typeof sides[number], before: number | null, now: number | null) => {
    if (before === now) return;
    if (before !== null && before >= 0 && before < tokens.length) plain(side, before);
    if (now !== null) glyph(side, now, true);
  };

  return {
    draw(next, size, palette) {
      tokens = next;
      cell = size;
      theme = palette;
      font = fontOf();
      marked = { query: -1, key: null };
      fitCanvas(across, tokens.length * cell, axis);
      fitCanvas(down, axis, tokens.length * cell);
      for (const side of sides) for (let i = 0; i < tokens.length; i++) glyph(side, i, false);
    },
    mark(query, key) {
      change(sides[1], marked.query, query);
      change(sides[0], marked.key, key);
      marked = { query, key };
    },
  };
}
