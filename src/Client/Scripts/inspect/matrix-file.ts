// The chosen head's matrix as a file: numbers from the server, pictures from what is on screen.
import { paintMatrix } from '../drawing/attention-image';
import { colourIndex, type Palette } from '../drawing/colour-scale';
import { make } from '../dom/element';
import { refusal } from '../server/refusal';
import { rowsOf } from './inspection';
import { pngOf, saveFile } from '../dom/save-file';
import type { Scene } from './scene';
import { glyphOf } from '../words/token-glyph';

const cell = 24, margin = 48;

/** Writes a file of one of four kinds; throws a sentence where it cannot. */
export async function exportMatrix(kind: string, scene: Scene, palette: Palette): Promise<void> {
  const name = `layer-${scene.layer + 1}-head-${scene.head + 1}-step-${scene.inspection.step}-attention.${kind}`;
  if (kind === 'svg') saveFile(new Blob([drawing(scene, palette)], { type: 'image/svg+xml' }), name);
  else if (kind === 'png') saveFile(await picture(scene, palette), name);
  else {
    const response = await fetch(new URL(`api/runs/${encodeURIComponent(scene.run)}/export/attention.${kind}`, document.baseURI), {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ prompt: scene.prompt, step: scene.step ?? undefined, interventions: scene.edits ?? undefined, layer: scene.layer, head: scene.head }),
    });
    if (!response.ok) throw new Error(await refusal(response));
    // The newest weights may be newer than those on screen; the server's name says of which step they are.
    saveFile(await response.blob(), /filename="?([^";]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? name);
  }
}

/** The matrix in colours, one square a cell, tokens along both sides. */
async function picture(scene: Scene, palette: Palette): Promise<Blob> {
  const rows = rowsOf(scene), side = margin + rows.length * cell, canvas = make('canvas'), cells = make('canvas');
  canvas.width = canvas.height = side;
  paintMatrix(cells, rows, palette);
  const context = canvas.getContext('2d')!;
  context.fillStyle = palette.panel;
  context.fillRect(0, 0, side, side);
  context.imageSmoothingEnabled = false;
  context.drawImage(cells, margin, margin, rows.length * cell, rows.length * cell);
  context.fillStyle = palette.ink;
  context.font = '13px monospace';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  scene.inspection.tokens.forEach((token, i) => {
    const at = margin + (i + 0.5) * cell, { text } = glyphOf(token.text);
    context.fillText(text, at, margin / 2, cell);
    context.fillText(text, margin / 2, at, margin);
  });
  return pngOf(canvas);
}

/** The same as vectors: every visible weight a square with its number in a title. */
function drawing(scene: Scene, palette: Palette): string {
  const rows = rowsOf(scene), side = margin + rows.length * cell, { tokens } = scene.inspection;
  const squares = rows.flatMap((row, query) => Array.from(row, (weight, key) => {
    const colour = palette.packed[colourIndex(weight)];
    return `<rect x="${margin + key * cell}" y="${margin + query * cell}" width="${cell}" height="${cell}" fill="rgb(${colour & 255},${colour >> 8 & 255},${colour >> 16 & 255})"><title>${escaped(`${glyphOf(tokens[query].text).text} to ${glyphOf(tokens[key].text).text}: ${weight}`)}</title></rect>`;
  }));
  const names = tokens.flatMap(({ text }, i) => {
    const at = margin + (i + 0.5) * cell, glyph = escaped(glyphOf(text).text);
    return [`<text x="${at}" y="${margin / 2}">${glyph}</text>`, `<text x="${margin / 2}" y="${at}">${glyph}</text>`];
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" width="${side}" height="${side}"><rect width="${side}" height="${side}" fill="${palette.panel}"/>`
    + `${squares.join('')}<g fill="${palette.ink}" font-family="monospace" font-size="13" text-anchor="middle" dominant-baseline="central">${names.join('')}</g></svg>\n`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c] ?? '\ufffd');
}
