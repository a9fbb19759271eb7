// The colour scale of attention weights, for pages that show several grids.
import { drawLegend, onThemeChange, paletteOf } from '../drawing/colour-scale';
import type { Widget } from '../dom/widget';

export function initialize(canvas: HTMLCanvasElement): Widget<object> {
  const draw = () => drawLegend(canvas, paletteOf(canvas), Math.min(560, Math.max(180, canvas.parentElement!.clientWidth)), { masked: true });
  const sizes = new ResizeObserver(draw);
  sizes.observe(canvas.parentElement!);
  const endTheme = onThemeChange(draw);
  draw();
  return {
    update: draw,
    dispose() {
      sizes.disconnect();
      endTheme();
    },
  };
}
