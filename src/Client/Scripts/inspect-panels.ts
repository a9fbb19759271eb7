// Draws the scene in every view of the Inspect page: tokens, all heads, arcs, matrix; each is told no more often than it has something new.
import { drawLegend, onThemeChange, packedColour, paletteOf } from './colour-scale';
import { candidateBars } from './candidate-bars';
import type { HeadHistory } from './contract';
import { part, setText } from './element';
import { describe, showDropped } from './inspect-readout';
import { tokenChips, type TokenActions } from './inspect-tokens';
import { attends } from './inspection';
import { countText } from './number-text';
import { headName } from './head-history';
import type { Cell, Scene } from './scene';
import { matrixView, type MatrixScene } from './token-matrix';
import { headLegend } from './views/head-legend';
import type { Head } from './views/head-set';
import { headView } from './views/head-view';
import { matrixTable } from './views/matrix-table';
import { modelView } from './views/model-view';

export interface PanelActions extends TokenActions {
  point(cell: Cell | null): void;
  /** Alone, or with those that are looked at already. */
  choose(head: Head, more: boolean): void;
  isolate(head: Head): void;
  /** Locks a token whether it was or not. */
  hold(token: number): void;
  /** Everything. */
  redraw(): void;
  /** What is marked, and the matrix if its size is another. */
  again(): void;
}

export interface Panels {
  /** `all` when the weights, the head, the size or the theme is another; else only what is looked at. */
  draw(scene: Scene, all: boolean): void;
  /** What an answer says first, at once: the tokens with their weights. */
  first(scene: Scene): void;
  history(history: HeadHistory | null): void;
  zoom(by: number | 'fit'): void;
  focusToken(token: number): void;
  readonly palette: ReturnType<typeof paletteOf>;
  dispose(): void;
}

export function inspectPanels(root: HTMLElement, actions: PanelActions): Panels {
  let palette = paletteOf(root), preview: Head | null = null, shown: Head | null = null, alone: readonly Head[] = [], scene: Scene | null = null;
  const chips = tokenChips(part(root, 'tokens'), part<HTMLCanvasElement>(root, 'tints'), actions), legend = part<HTMLCanvasElement>(root, 'legend');
  const names = headLegend(part(root, 'arc-names'), actions.choose);
  const model = modelView(root, {
    preview(head) { if (head?.layer === preview?.layer && head?.head === preview?.head) return; preview = head; if (scene) show(scene, false); },
    choose: actions.choose, isolate: actions.isolate, release: actions.release,
  }, actions.redraw);
  const arcs = headView(root, actions), table = matrixTable(root);
  const matrix = matrixView(part(root, 'matrix'), {
    point: actions.point,
    lock(cell) { if (scene?.locked && scene.token === cell.query) actions.point(cell); else actions.lock(cell.query); },
    release: actions.release,
    brush: true,
  }, () => { shown = null; actions.again(); });

  /** The head whose matrix and readout are in view: the one that is pointed at, else the chosen one. */
  const headInView = (current: Scene): Head => preview && preview.layer < current.inspection.layers && preview.head < current.inspection.heads ? preview : current;
  const matrixScene = (current: Scene, { layer, head }: Head): MatrixScene => ({
    tokens: current.inspection.tokens, rows: current.inspection.weights[layer][head], token: current.token, locked: current.locked, cell: current.cell,
    label: `Attention weights of layer ${layer + 1}, head ${head + 1}`,
    colourOf: weight => packedColour(palette, weight),
    textOf: weight => weight === 1 ? '1' : weight > 0.995 ? '1.0' : weight < 0.005 ? '0' : weight.toFixed(2).slice(1),
  });

  const show = (current: Scene, all: boolean) => {
    const { inspection } = current, head = headInView(current), rows = inspection.weights[head.layer][head.head];
    const other = all || shown === null || shown.layer !== head.layer || shown.head !== head.head;
    shown = { layer: head.layer, head: head.head };
    if (other) alone = [shown];
    const heads = preview ? alone : current.heads;
    arcs.draw(current, heads, palette);
    if (other) {
      setText(part(root, 'head-name'), `layer ${head.layer + 1}, head ${head.head + 1}`);
      matrix.draw(matrixScene(current, head), palette);
      if (all) drawLegend(legend, palette, legend.parentElement!.clientWidth, { masked: rows[0].length < inspection.tokens.length });
    } else matrix.mark(matrixScene(current, head));
    names(heads, arcs.colourOf);
    setText(part(root, 'arc-title'), heads.length === 1 ? headName(heads[0]) : heads.length === inspection.layers * inspection.heads ? 'all heads' : `${heads.length} heads`);
    if (all) model.draw(current, palette); else model.mark(current, palette);
    if (all) table(current);
    // What changes the document comes after what only asks it for sizes, so that it is laid out once.
    chips.draw(current, rows[current.token], palette);
    describe(root, current, rows);
  };

  const themes = onThemeChange(() => requestAnimationFrame(() => { palette = paletteOf(root); actions.redraw(); }));
  const sizes = new Map<Element, string>();
  const resized = new ResizeObserver(entries => {
    for (const { target, contentRect } of entries) {
      const size = `${Math.round(contentRect.width)} ${target === arcsFrame ? Math.round(contentRect.height) : 0}`;
      if (sizes.get(target) === size) continue;
      sizes.set(target, size);
      actions.redraw();
    }
  });
  const arcsFrame = part(root, 'arcs');
  for (const box of [part(root, 'matrix'), part(root, 'model-map'), part(root, 'tokens'), arcsFrame]) resized.observe(box);

  return {
    get palette() { return palette; },
    draw(next, all) {
      scene = next;
      if (all) {
        root.dataset.heads = next.inspection.heads > 6 ? 'many' : 'few';
        setText(part(root, 'step'), countText(next.inspection.step));
        showDropped(root, next.inspection, next.prompt);
        candidateBars(part(root, 'next'), next.inspection.next.slice(0, 12));
      }
      if (attends(next.inspection)) show(next, all);
    },
    first(next) {
      if (!attends(next.inspection)) return;
      const { layer, head } = headInView(next), rows = next.inspection.weights[layer][head];
      chips.draw(next, rows[next.token], palette);
      describe(root, next, rows);
    },
    history: model.history,
    zoom: matrix.zoom,
    focusToken: chips.focus,
    dispose() {
      themes();
      resized.disconnect();
    },
  };
}
