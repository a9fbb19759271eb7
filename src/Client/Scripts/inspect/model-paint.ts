// Draws the model view: each head's matrix, or its row of the querying token, with what is said of it.
import { colourIndex, fillMasked, fitCanvas, type Palette } from '../drawing/colour-scale';
import { css } from '../drawing/oklch';
import type { Scene } from './scene';
import { headName } from '../server/head-history';
import { entropyText, shortRole, type HeadFacts } from './head-facts';
import { axis, gap, line, shrink, type Tile, type TileLayout } from './thumbnails';

export interface ModelPicture { shown: readonly HeadFacts[]; layout: TileLayout; width: number; asGrid: boolean; heads: number }

/** Everything but the marks. */
export function paintModel(canvas: HTMLCanvasElement, { shown, layout, width, asGrid, heads }: ModelPicture, scene: Scene, palette: Palette): void {
  const context = fitCanvas(canvas, width, layout.height), font = getComputedStyle(canvas).fontFamily;
  context.textBaseline = 'top';
  if (asGrid) paintAxes(context, layout, heads, font, palette);
  shown.forEach((facts, i) => {
    const tile = layout.tiles[i];
    paintMatrixInto(context, scene.inspection.weights[facts.layer][facts.head], tile, palette);
    paintCaption(context, facts, tile, layout.lines, asGrid, font, palette);
  });
}

/** The querying token's row in every head. */
export function paintRows(canvas: HTMLCanvasElement, { shown, layout, width }: ModelPicture, scene: Scene, palette: Palette): void {
  const context = fitCanvas(canvas, width, layout.height), font = getComputedStyle(canvas).fontFamily, name = 54, words = 92;
  context.textBaseline = 'middle';
  shown.forEach((facts, i) => {
    const { x, y, width: room, height } = layout.tiles[i], row = scene.inspection.weights[facts.layer][facts.head][scene.token], middle = y + height / 2;
    context.font = `12px ${font}`;
    context.textAlign = 'left';
    context.fillStyle = palette.softInk;
    context.fillText(headName(facts), x + 2, middle);
    context.fillText(facts.role ? `${shortRole[facts.role]} ${entropyText(facts.entropy)}` : entropyText(facts.entropy), x + room - words + 6, middle, words - 6);
    stripInto(context, row, scene.inspection.tokens.length, x + name, y + 1, room - name - words, height - 2, palette);
  });
}

/** Which heads are looked at. */
export function paintMarks(canvas: HTMLCanvasElement, { shown, layout, width }: ModelPicture, chosen: (facts: HeadFacts) => boolean, first: (facts: HeadFacts) => boolean, palette: Palette): void {
  const context = fitCanvas(canvas, width, layout.height);
  context.strokeStyle = palette.accent;
  shown.forEach((facts, i) => {
    if (!chosen(facts)) return;
    const { x, y, side, width: across } = layout.tiles[i];
    context.lineWidth = first(facts) ? 3 : 2;
    context.strokeRect(x - 1.5, y - 1.5, across + 3, side + 3);
  });
}

function paintAxes(context: CanvasRenderingContext2D, { tiles }: TileLayout, heads: number, font: string, palette: Palette): void {
  context.font = `12px ${font}`;
  context.fillStyle = palette.faintInk;
  context.textAlign = 'center';
  for (let head = 0; head < heads; head++) context.fillText(`H${head + 1}`, tiles[head].x + tiles[head].side / 2, 0);
  context.textAlign = 'left';
  for (let layer = 0; layer * heads < tiles.length; layer++) context.fillText(`L${layer + 1}`, 0, tiles[layer * heads].y + tiles[layer * heads].side / 2 - 6, axis - 2);
}

const scratch = typeof document === 'undefined' ? undefined : document.createElement('canvas');

function paintMatrixInto(context: CanvasRenderingContext2D, rows: readonly ArrayLike<number>[], { x, y, side }: Tile, palette: Palette): void {
  const pixels = Math.round(side * (devicePixelRatio || 1)), size = Math.min(rows.length, pixels), image = new ImageData(size, size), colours = new Uint32Array(image.data.buffer);
  shrink(rows, size, (at, weight) => { colours[at] = weight < 0 ? palette.maskedPacked : palette.packed[colourIndex(weight)]; });
  stretch(context, image, x, y, side, side);
}

function stripInto(context: CanvasRenderingContext2D, row: ArrayLike<number>, tokens: number, x: number, y: number, width: number, height: number, palette: Palette): void {
  if (width < 4) return;
  if (row.length < tokens) fillMasked(context, palette, x, y, width, height);
  const each = width / tokens;
  for (let key = 0; key < row.length; key++) {
    context.fillStyle = css(palette.packed[colourIndex(row[key])]);
    context.fillRect(x + key * each, y, each + 0.5, height);
  }
}

function stretch(context: CanvasRenderingContext2D, image: ImageData, x: number, y: number, width: number, height: number): void {
  scratch!.width = image.width;
  scratch!.height = image.height;
  scratch!.getContext('2d')!.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = false;
  context.drawImage(scratch!, x, y, width, height);
}

function paintCaption(context: CanvasRenderingContext2D, facts: HeadFacts, { x, y, side }: Tile, lines: 0 | 1 | 2, asGrid: boolean, font: string, palette: Palette): void {
  if (lines === 0) return;
  const role = facts.role ? shortRole[facts.role] : '', top = y + side + 4, entropy = entropyText(facts.entropy);
  context.textAlign = 'left';
  context.font = `12px ${font}`;
  context.fillStyle = palette.softInk;
  if (lines === 1) {
    context.fillText(asGrid ? `${facts.role && facts.role !== 'none' ? `${role.slice(0, 2)} ` : ''}${entropy}` : headName(facts), x, top, side + gap - 1);
    return;
  }
  context.fillStyle = facts.role && facts.role !== 'none' ? palette.ink : palette.faintInk;
  context.fillText(`${asGrid ? '' : `${headName(facts)} `}${role || 'role unknown'}`, x, top, side + gap - 2);
  context.fillStyle = palette.softInk;
  context.fillText(`entropy ${entropy}`, x, top + line, side + gap - 2);
}
