// Attention weights as an image of one pixel a cell; CSS makes it as large as it should be.
import { colourIndex, type Palette } from './colour-scale';

/** Draws rows [query][key] of weights into a canvas of T x T pixels; cells that a row does not have (the masked half) stay clear. */
export function paintMatrix(canvas: HTMLCanvasElement, rows: readonly ArrayLike<number>[], palette: Palette): void {
  paintCells(canvas, rows, weight => palette.packed[colourIndex(weight)]);
}

/** The same in any packed colours. */
export function paintCells(canvas: HTMLCanvasElement, rows: readonly ArrayLike<number>[], colourOf: (value: number) => number): void {
  const size = rows.length;
  paint(canvas, size, size, cells => {
    for (let query = 0; query < size; query++) {
      const row = rows[query];
      for (let key = 0; key < row.length; key++) cells[query * size + key] = colourOf(row[key]);
    }
  });
}

/** Draws one row [key] into a canvas of width x 1 pixels; what lies beyond the row stays clear. */
export function paintStrip(canvas: HTMLCanvasElement, row: ArrayLike<number>, width: number, palette: Palette): void {
  paint(canvas, width, 1, cells => {
    for (let key = 0; key < row.length && key < width; key++) cells[key] = palette.packed[colourIndex(row[key])];
  });
}

function paint(canvas: HTMLCanvasElement, width: number, height: number, fill: (cells: Uint32Array) => void): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const image = new ImageData(width, height);
  fill(new Uint32Array(image.data.buffer));
  canvas.getContext('2d')!.putImageData(image, 0, 0);
}
