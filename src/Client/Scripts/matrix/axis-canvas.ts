// The letters along both sides of the enlarged head: above who is asked, at the left, turned, who asks; ticks where there is no room.
import { fitCanvas, type Palette } from '../drawing/colour-scale';
import type { Glyph } from '../words/token-glyph';
import { axisLabels } from './axis-labels';

/** Room for the letters of a side, in pixels. */
export const axisSize = 20;

/** Ticks are at least so far apart. */
const tickApart = 4;

export interface AxisCanvases { draw(glyphs: readonly Glyph[], cell: number, palette: Palette, row: number | null, key: number | null): void }

export function axisCanvases(across: HTMLCanvasElement, down: HTMLCanvasElement, fontOf: () => string): AxisCanvases {
  function side(canvas: HTMLCanvasElement, turned: boolean, glyphs: readonly Glyph[], cell: number, palette: Palette, marked: number | null, colour: string): void {
    if (canvas.hidden) return;
    const length = glyphs.length * cell, context = turned ? fitCanvas(canvas, axisSize, length) : fitCanvas(canvas, length, axisSize), font = fontOf();
    if (turned) { // from top to bottom, the letters' feet at the left
      context.translate(axisSize, 0);
      context.rotate(Math.PI / 2);
    }
    const labels = axisLabels(glyphs.map(glyph => glyph.text), cell, marked), labelled = new Set(labels.map(label => label.index));
    context.fillStyle = palette.line;
    const every = 2 ** Math.max(0, Math.ceil(Math.log2(tickApart / cell)));
    if (labels.length < glyphs.length) for (let i = 0; i < glyphs.length; i += every) if (!labelled.has(i)) context.fillRect(Math.round((i + 0.5) * cell), axisSize - 6, 1, 4);
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (const { index, at } of labels) {
      const on = index === marked;
      context.font = `${on ? '700 ' : ''}13px ${font}`;
      context.fillStyle = on ? colour : glyphs[index].special ? palette.faintInk : palette.softInk;
      context.fillText(glyphs[index].text, at, axisSize / 2);
    }
  }

  return {
    draw(glyphs, cell, palette, row, key) {
      side(across, false, glyphs, cell, palette, key, palette.key);
      side(down, true, glyphs, cell, palette, row, palette.query);
    },
  };
}
