// The grid of all heads as a picture: layers downwards, heads to the right, the same colours as on screen.
import type { Palette } from './colour-scale';
import type { Frame } from '../server/frame';
import { colourOfCell, factorOf, mostTimesEven, paintHead } from './head-paint';
import { pngOf, saveFile } from '../dom/save-file';

const margin = 28, gap = 8, font = 13;

/** Where everything stands; sizes in pixels, a whole number of them to a cell. */
interface Plan { readonly cell: number; readonly side: number; readonly width: number; readonly height: number; readonly names: readonly Name[] }

interface Name { readonly text: string; readonly x: number; readonly y: number; readonly turned: boolean }

/** Writes the frame as a file of one of two kinds. */
export async function exportGrid(kind: 'png' | 'svg', frame: Frame, palette: Palette): Promise<void> {
  const file = kind === 'svg' ? new Blob([gridDrawing(frame, palette)], { type: 'image/svg+xml' }) : await pngOf(picture(frame, palette));
  saveFile(file, `attention-step-${frame.step}${palette.relative ? '-relative-to-even' : ''}.${kind}`);
}

function planOf(frame: Frame): Plan {
  const cell = Math.max(1, Math.floor(256 / frame.tokens)), side = cell * frame.tokens;
  const at = (i: number) => margin + i * (side + gap);
  const heads = Array.from({ length: frame.heads }, (_, i) => ({ text: `head ${frame.firstHead + i + 1}`, x: at(i) + side / 2, y: margin / 2, turned: false }));
  const layers = Array.from({ length: frame.layers }, (_, i) => ({ text: `layer ${frame.firstLayer + i + 1}`, x: margin / 2, y: at(i) + side / 2, turned: true }));
  return { cell, side, width: at(frame.heads), height: at(frame.layers), names: [...heads, ...layers] };
}

function picture(frame: Frame, palette: Palette): HTMLCanvasElement {
  const plan = planOf(frame), canvas = document.createElement('canvas'), one = { canvas: document.createElement('canvas') };
  [canvas.width, canvas.height] = [plan.width, plan.height];
  const context = canvas.getContext('2d')!;
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, plan.width, plan.height);
  context.imageSmoothingEnabled = false;
  for (let layer = 0; layer < frame.layers; layer++) {
    for (let head = 0; head < frame.heads; head++) {
      paintHead(one, frame, layer, head, palette);
      context.drawImage(one.canvas, margin + head * (plan.side + gap), margin + layer * (plan.side + gap), plan.side, plan.side);
    }
  }
  context.fillStyle = palette.ink;
  context.font = `${font}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  for (const { text, x, y, turned } of plan.names) {
    context.save();
    context.translate(x, y);
    if (turned) context.rotate(-Math.PI / 2);
    context.fillText(text, 0, 0);
    context.restore();
  }
  return canvas;
}

/** The same as vectors: cells of one colour in one path, neighbours in one stroke, because a frame may have a million of them. */
export function gridDrawing(frame: Frame, palette: Pick<Palette, 'packed' | 'masked' | 'ink' | 'panel' | 'relative'>): string {
  const plan = planOf(frame), heads: string[] = [];
  for (let layer = 0; layer < frame.layers; layer++) {
    for (let head = 0; head < frame.heads; head++) {
      const x = margin + head * (plan.side + gap), y = margin + layer * (plan.side + gap);
      heads.push(`<g transform="translate(${x} ${y}) scale(${plan.cell})"><rect width="${frame.tokens}" height="${frame.tokens}" fill="${palette.masked}"/>${strokes(frame, layer, head, palette)}</g>`);
    }
  }
  const names = plan.names.map(({ text, x, y, turned }) => `<text x="${x}" y="${y}"${turned ? ` transform="rotate(-90 ${x} ${y})"` : ''}>${text}</text>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${plan.width} ${plan.height}" width="${plan.width}" height="${plan.height}"><title>Attention of all heads at step ${frame.step}${palette.relative ? `, relative to even rows; the scale ends at ${mostTimesEven} times even` : ''}</title>`
    + `<rect width="${plan.width}" height="${plan.height}" fill="${palette.panel}"/><g shape-rendering="crispEdges" stroke-width="1">${heads.join('')}</g>`
    + `<g fill="${palette.ink}" font-family="sans-serif" font-size="${font}" text-anchor="middle" dominant-baseline="central">${names.join('')}</g></svg>\n`;
}

function strokes(frame: Frame, layer: number, head: number, { packed, relative }: Pick<Palette, 'packed' | 'relative'>): string {
  const paths = new Map<number, string>(), { tokens, masked } = frame, at = layer * frame.heads + head;
  let cell = at * frame.cellsPerHead;
  for (let row = 0; row < tokens; row++) {
    const visible = masked ? row + 1 : tokens, factor = factorOf(frame.maxima[at * tokens + row], visible, relative);
    for (let key = 0, from = 0; key < visible; key++, cell++) {
      const colour = colourOfCell(frame.cells[cell], factor);
      if (key + 1 < visible && colourOfCell(frame.cells[cell + 1], factor) === colour) continue;
      paths.set(colour, `${paths.get(colour) ?? ''}M${from} ${row + 0.5}h${key + 1 - from}`);
      from = key + 1;
    }
  }
  return Array.from(paths, ([colour, path]) => `<path stroke="${hex(packed[colour])}" d="${path}"/>`).join('');
}

/** As every reader of SVG knows it. */
function hex(packed: number): string { return `#${[0, 8, 16].map(shift => (packed >> shift & 255).toString(16).padStart(2, '0')).join('')}`; }
