// Paints the heads of a frame, one pixel a cell, each onto its own canvas.
import type { Palette } from './colour-scale';
import type { Frame } from '../server/frame';

/** sqrt(cell / 255) * 255 for each cell value: the colour scale runs along the square root of the weight. */
const rootOfCell = Float32Array.from({ length: 256 }, (_, cell) => Math.sqrt(cell / 255) * 255);

/** Where the scale ends when it is relative to even: a row that puts so many times an even share on one token. */
export const mostTimesEven = 8;

/** What the colours of a row are multiplied by: the square root of its largest weight, or of that weight in even shares of the tokens it sees. */
export function factorOf(maximum: number, seen: number, relative: boolean): number { return Math.sqrt(relative ? maximum * seen / mostTimesEven : maximum); }

/** Colour index 0..255 of a cell; the factor is its row's. */
export function colourOfCell(cell: number, factor: number): number { return Math.min(255, Math.round(rootOfCell[cell] * factor)); }

export interface HeadCanvas { readonly canvas: HTMLCanvasElement; image?: ImageData; pixels?: Uint32Array }

/** Draws one head of a frame. `layer` and `head` count within the frame. */
export function paintHead(target: HeadCanvas, frame: Frame, layer: number, head: number, palette: Palette): void {
  const { tokens, masked } = frame, { canvas } = target;
  const context = canvas.getContext('2d')!;
  if (!target.image || target.image.width !== tokens) {
    canvas.width = canvas.height = tokens;
    target.image = context.createImageData(tokens, tokens);
    target.pixels = new Uint32Array(target.image.data.buffer);
  }
  const pixels = target.pixels!, at = layer * frame.heads + head;
  let cell = at * frame.cellsPerHead;
  for (let row = 0; row < tokens; row++) {
    const visible = masked ? row + 1 : tokens, factor = factorOf(frame.maxima[at * tokens + row], visible, palette.relative);
    for (let key = 0; key < visible; key++) {
      pixels[row * tokens + key] = palette.packed[colourOfCell(frame.cells[cell++], factor)];
    }
    pixels.fill(palette.maskedPacked, row * tokens + visible, (row + 1) * tokens);
  }
  context.putImageData(target.image, 0, 0);
}
