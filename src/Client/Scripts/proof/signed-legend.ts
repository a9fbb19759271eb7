// The signed colours from end to end.
import { fitCanvas, type Palette } from '../drawing/colour-scale';
import { css } from '../drawing/oklch';
import { signedScale } from './signed-strip';

const width = 160, height = 12;

export function drawSignedLegend(canvas: HTMLCanvasElement, palette: Palette): void {
  const context = fitCanvas(canvas, width, height), scale = signedScale(palette, 1);
  for (let x = 0; x < width; x++) {
    context.fillStyle = css(scale.colourOf(x / (width - 1) * 2 - 1));
    context.fillRect(x, 0, 1.5, height);
  }
  context.strokeStyle = palette.line;
  context.strokeRect(0.5, 0.5, width - 1, height - 1);
  context.fillStyle = palette.faintInk;
  context.fillRect(width / 2 - 0.5, 0, 1, height);
}
