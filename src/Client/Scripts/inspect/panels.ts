// Draws the scene in every view of the Inspect page: tokens, all heads, arcs, matrix; each is told no more often than it has something new.
import { colourIndex, fitCanvas, onThemeChange, packedColour, paletteOf } from '../drawing/colour-scale';
import type { HeadHistory } from '../contract';
import { part, setText } from '../dom/element';
import { headName } from '../server/head-history';
import { matrixView, type MatrixScene } from '../matrix/token-matrix';
import { css } from '../drawing/oklch';
import { tokenStrip, type StripPlaces } from '../strip/token-strip';
import { glyphOf, type Glyph } from '../words/token-glyph';
import { headView } from './arc-view';
import { chosenFacts } from './chosen-facts';
import type { Arrangement } from './head-facts';
import { headLegend } from './head-legend';
import type { Head } from './head-set';
import { attends, strongest, type Inspection } from './inspection';
import { modelView } from './model-view';
import { nextTokens } from './next-tokens';
import { readout } from './readout';
import { rowList } from './row-list';
import type { Scene } from './scene';
import type { InspectEvent } from './state';
import { placeStrip } from './strip-places';

export interface Panels {
  /** `all` when the weights, the head, the size or the theme is another; else only what is looked at. */
  draw(scene: Scene, inView: Head, all: boolean): void;
  history(history: HeadHistory | null): void;
  arrange(next: Arrangement): void;
  readonly palette: ReturnType<typeof paletteOf>;
  dispose(): void;
}

/** Width of the colour scale below the matrix, in pixels. */
const scale = 140;

export function inspectPanels(root: HTMLElement, tell: (event: InspectEvent) => void, redraw: (all: boolean) => void): Panels {
  let palette = paletteOf(root), drawn: Head | null = null, alone: readonly Head[] = [], scene: Scene | null = null, written: Inspection['tokens'] | null = null, glyphs: readonly Glyph[] = [], resized = true;
  const leave = () => tell({ kind: 'point', cell: null });
  const stripBox = part(root, 'strip'), legend = part<HTMLCanvasElement>(root, 'legend'), arcsFrame = part(root, 'arcs');
  const strip = tokenStrip(stripBox, {
    point: token => tell({ kind: 'preview', token }), leave,
    move: token => { if (token !== null) tell({ kind: 'move', token }); },
    lock: token => tell({ kind: 'lock', token }), release: () => tell({ kind: 'release' }),
  }, 'Tokens of the prompt', (places: StripPlaces) => placeStrip(places));
  const names = headLegend(part(root, 'arc-names'), (head, more) => tell({ kind: 'choose', head, more }));
  const model = modelView(root, {
    preview: head => tell({ kind: 'pointHead', head }), choose: (head, more) => tell({ kind: 'choose', head, more }),
    isolate: head => tell({ kind: 'isolate', head }), release: () => tell({ kind: 'release' }),
  }, () => redraw(true));
  const arcs = headView(root, {
    preview: token => tell({ kind: 'preview', token }), point: cell => tell({ kind: 'point', cell }), lock: token => tell({ kind: 'lock', token }),
    hold: token => tell({ kind: 'hold', token }), move: token => tell({ kind: 'move', token }), release: () => tell({ kind: 'release' }), leave,
  });
  const read = readout(root), row = rowList(part(root, 'row'), key => tell({ kind: 'point', cell: key === null || !scene ? null : { query: scene.token, key } }));
  const matrix = matrixView(part(root, 'matrix'), {
    point: cell => tell({ kind: 'point', cell }),
    lock(cell) { if (scene?.locked && scene.token === cell.query) tell({ kind: 'point', cell }); else tell({ kind: 'lock', token: cell.query }); },
    release: () => tell({ kind: 'release' }),
    brush: true,
  }, () => { drawn = null; redraw(false); });

  part(root, 'zoom-in').addEventListener('click', () => matrix.zoom(1.25));
  part(root, 'zoom-out').addEventListener('click', () => matrix.zoom(0.8));
  part(root, 'zoom-fit').addEventListener('click', () => matrix.zoom('fit'));

  const matrixScene = (current: Scene, { layer, head }: Head): MatrixScene => ({
    tokens: current.inspection.tokens, rows: current.inspection.weights[layer][head], token: current.token, locked: current.locked, cell: current.cell,
    label: `Attention weights of layer ${layer + 1}, head ${head + 1}`,
    colourOf: weight => packedColour(palette, weight),
    textOf: weight => weight === 1 ? '1' : weight > 0.995 ? '1.0' : weight < 0.005 ? '0' : weight.toFixed(2).slice(1),
  });

  const drawScale = () => {
    const context = fitCanvas(legend, scale, 10);
    for (let x = 0; x < scale; x++) {
      context.fillStyle = css(palette.packed[Math.round(x / (scale - 1) * 255)]);
      context.fillRect(x, 0, 1.5, 10);
    }
  };

  const drawStrip = (current: Scene, { layer, head }: Head) => {
    const { inspection, token, cell } = current, weights = inspection.weights[layer]?.[head]?.[token] ?? null, most = weights ? strongest(weights) : null;
    strip.draw({
      glyphs, row: weights ? token : null, most, key: cell?.query === token && weights && cell.key < weights.length ? cell.key : most, locked: current.locked ? token : null,
      tints: weights && { seen: weights.length, at: key => colourIndex(weights[key]) }, exact: weights, palette, of: [inspection, layer, head],
      here: stripBox.matches(':hover'), hint: false, resized,
    });
    resized = false;
  };

  const show = (current: Scene, inView: Head, all: boolean) => {
    const { inspection } = current, rows = inspection.weights[inView.layer][inView.head], preview = inView.layer !== current.layer || inView.head !== current.head;
    const other = all || drawn === null || drawn.layer !== inView.layer || drawn.head !== inView.head;
    drawn = { layer: inView.layer, head: inView.head };
    if (other) alone = [drawn];
    const heads = preview ? alone : current.heads;
    arcs.draw(current, heads, palette);
    if (other) {
      for (const title of root.querySelectorAll('[data-part="head-name"]')) setText(title, `Layer ${inView.layer + 1}, head ${inView.head + 1}`);
      matrix.draw(matrixScene(current, inView), palette);
      if (all) drawScale();
    } else matrix.mark(matrixScene(current, inView));
    names(heads, arcs.colourOf);
    setText(part(root, 'arc-title'), heads.length === 1 ? headName(heads[0]) : heads.length === inspection.layers * inspection.heads ? 'all heads' : `${heads.length} heads`);
    if (all) model.draw(current, palette); else model.mark(current, palette);
    // What changes the document comes after what only asks it for sizes, so that it is laid out once.
    drawStrip(current, inView);
    row.draw(glyphs, current.token, rows[current.token], current.cell?.query === current.token ? current.cell.key : strongest(rows[current.token]));
    read(current, rows, glyphs);
    chosenFacts(part(root, 'facts'), model.factsOf(inView), rows, current.token, glyphs);
  };

  const themes = onThemeChange(() => requestAnimationFrame(() => { palette = paletteOf(root); redraw(true); }));
  const sizes = new Map<Element, string>();
  const observer = new ResizeObserver(entries => {
    for (const { target, contentRect } of entries) {
      const size = `${Math.round(contentRect.width)} ${target === arcsFrame ? Math.round(contentRect.height) : 0}`;
      if (sizes.get(target) === size) continue;
      sizes.set(target, size);
      resized = true;
      redraw(true);
    }
  });
  for (const box of [part(root, 'matrix'), part(root, 'model-map'), stripBox, arcsFrame]) observer.observe(box);

  return {
    get palette() { return palette; },
    draw(next, inView, all) {
      scene = next;
      if (written !== next.inspection.tokens) [written, glyphs] = [next.inspection.tokens, next.inspection.tokens.map(token => glyphOf(token.text, '·'))];
      if (all) nextTokens(part(root, 'next'), part(root, 'next-first'), next.inspection.next);
      if (attends(next.inspection)) show(next, inView, all); else drawStrip(next, inView);
    },
    history: model.history,
    arrange: model.arrange,
    dispose() {
      themes();
      observer.disconnect();
    },
  };
}
