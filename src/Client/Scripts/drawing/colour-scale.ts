// The one colour scale for attention weights: sequential, one hue, safe for colour-blind people, theme aware.
import { css, inkOnPacked, pack } from './oklch';
import { darkStops, lightStops, ramp } from './ramp';

/** Colours of the theme that an element stands in. Read again (paletteOf) after onThemeChange. */
export interface Palette {
  readonly dark: boolean;
  /** Whether a frame's weights are coloured by how many times an even share they are, instead of as they are. */
  readonly relative: boolean;
  /** 256 colours from weight 0 to weight 1, packed for a Uint32Array over ImageData. */
  readonly packed: Uint32Array;
  /** The masked half, packed likewise. */
  readonly maskedPacked: number;
  readonly masked: string;
  readonly ink: string;
  readonly softInk: string;
  readonly faintInk: string;
  readonly line: string;
  readonly panel: string;
  readonly focus: string;
  readonly accent: string;
  readonly query: string;
  readonly key: string;
}

/** Colour index 0..255 of a weight 0..1. A square root, so that a row of small weights is not all one colour; the legend says so. */
export function colourIndex(weight: number): number {
  return weight > 0 ? Math.min(255, Math.round(Math.sqrt(weight) * 255)) : 0;
}

/** Packed colour of a weight, for ImageData. */
export function packedColour(palette: Palette, weight: number): number {
  return palette.packed[colourIndex(weight)];
}

/** CSS colour of a weight. */
export function cssColour(palette: Palette, weight: number): string {
  return css(palette.packed[colourIndex(weight)]);
}

/** A colour for text on the colour of a weight: black or white, whichever stands out more. */
export function inkOn(palette: Palette, weight: number): string {
  return inkOnPacked(palette.packed[colourIndex(weight)]);
}

/** The palette at an element, from its color-scheme and the lab's CSS variables. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const variable = (name: string) => style.getPropertyValue(name).trim() || 'gray';
  const dark = style.colorScheme.includes('dark') && !style.colorScheme.includes('light');
  const masked = variable('--lab-masked');
  return {
    dark, masked, relative: false, packed: dark ? risingScale() : fallingScale(), maskedPacked: packCss(masked),
    ink: variable('--lab-ink'), softInk: variable('--lab-ink-2'), faintInk: variable('--lab-ink-3'), line: variable('--lab-line'), panel: variable('--lab-panel'),
    focus: variable('--lab-focus'), accent: variable('--lab-accent'), query: variable('--lab-query'), key: variable('--lab-key'),
  };
}

/** Calls back after the theme changed; returns a function that ends it. */
export function onThemeChange(callback: () => void): () => void {
  const observer = new MutationObserver(callback);
  for (const root of [document.documentElement, document.body])
    observer.observe(root, { attributes: true, attributeFilter: ['data-theme'] });
  const system = matchMedia('(prefers-color-scheme: dark)');
  system.addEventListener('change', callback);
  return () => { observer.disconnect(); system.removeEventListener('change', callback); };
}

/** Sizes a canvas for its CSS box and the screen's pixels; drawing is then in CSS pixels. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number): CanvasRenderingContext2D {
  const ratio = devicePixelRatio || 1;
  const w = Math.max(1, Math.round(width * ratio)), h = Math.max(1, Math.round(height * ratio));
  if (canvas.width !== w) canvas.width = w;
  if (canvas.height !== h) canvas.height = h;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d')!;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  return context;
}

/** Fills a rectangle as masked: grey with a faint hatch, so that it is no weight's colour. */
export function fillMasked(context: CanvasRenderingContext2D, palette: Palette, x: number, y: number, width: number, height: number): void {
  if (hatch?.palette !== palette) hatch = { palette, pattern: context.createPattern(hatchTile(palette), 'repeat')! };
  context.fillStyle = hatch.pattern;
  context.fillRect(x, y, width, height);
}

let hatch: { palette: Palette; pattern: CanvasPattern } | undefined;

function hatchTile(palette: Palette): OffscreenCanvas {
  const size = 6, tile = new OffscreenCanvas(size, size), context = tile.getContext('2d')!;
  context.fillStyle = palette.masked;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = palette.line;
  context.beginPath();
  for (const at of [-size, 0, size]) {
    context.moveTo(at, size);
    context.lineTo(at + size, 0);
  }
  context.stroke();
  return tile;
}

/** Draws the legend into a canvas of 40 px height: the scale with its figures and, if asked for, the masked swatch. */
export function drawLegend(canvas: HTMLCanvasElement, palette: Palette, width: number, options: { masked?: boolean } = {}): void {
  const height = 40, bar = 12, swatch = 28, context = fitCanvas(canvas, width, height);
  context.font = `12px ${getComputedStyle(canvas).fontFamily}`;
  const note = 'masked: the future', noteWidth = context.measureText(note).width;
  const besides = options.masked ? swatch + 8 + noteWidth + 24 : 0, span = Math.max(80, width - besides);
  for (let i = 0; i < span; i++) {
    context.fillStyle = css(palette.packed[Math.round(i / (span - 1) * 255)]);
    context.fillRect(i, 4, Math.min(1.5, span - i), bar);
  }
  context.strokeStyle = palette.line;
  context.strokeRect(0.5, 4.5, span - 1, bar - 1);
  context.fillStyle = palette.faintInk;
  context.textBaseline = 'top';
  for (const weight of span > 220 ? [0, 0.01, 0.1, 0.25, 0.5, 1] : [0, 0.1, 0.5, 1]) {
    const x = Math.sqrt(weight) * (span - 1);
    context.fillRect(Math.round(x), bar + 4, 1, 4);
    context.textAlign = weight === 0 ? 'left' : weight === 1 ? 'right' : 'center';
    context.fillText(String(weight), x, bar + 11);
  }
  if (!options.masked) return;
  fillMasked(context, palette, span + 24, 4, swatch, bar);
  context.fillStyle = palette.faintInk;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  context.fillText(note, span + 24 + swatch + 8, 4 + bar / 2);
}

let rising: Uint32Array | undefined, falling: Uint32Array | undefined;

// On dark ground weight 0 is the darkest colour, on light ground the lightest: attention is what stands out.
function risingScale(): Uint32Array { return rising ??= ramp(darkStops); }
function fallingScale(): Uint32Array { return falling ??= ramp(lightStops); }

function packCss(colour: string): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d')!;
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
  return pack(r, g, b);
}
