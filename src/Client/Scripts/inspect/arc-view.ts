// The head view: the tokens twice, with an arc from each to those it attends to; one canvas as large as what is in view, whatever the prompt's length.
import { mostCurves, colourVariable } from '../curves/curve-style';
import { fitCanvas, type Palette } from '../drawing/colour-scale';
import { part } from '../dom/element';
import { threeDecimals } from '../words/number-format';
import { css } from '../drawing/oklch';
import type { Cell, Scene } from './scene';
import { glyphOf } from '../words/token-glyph';
import { arcOpacity, arcsFrom, arcsInto, arcsWithin, arcWidth, labelled, lettered, lineHeight, strokes, type Arc } from './arcs';
import type { Head } from './head-set';

export interface HeadViewActions {
  /** The pointer or the cursor is on a querying token. */
  preview(token: number): void;
  point(cell: Cell | null): void;
  lock(token: number): void;
  /** Locks it whether it was or not. */
  hold(token: number): void;
  /** The cursor went from a locked token to another. */
  move(token: number): void;
  release(): void;
  leave(): void;
}

export interface HeadView {
  draw(scene: Scene, heads: readonly Head[], palette: Palette): void;
  /** CSS colour of the head at an index of those shown. */
  colourOf(index: number): string;
}

const column = 74, mostBehind = 1500, mostMoving = 160, mostResting = 600, settle = 70; // ms in which nothing else has come

export function headView(root: HTMLElement, actions: HeadViewActions): HeadView {
  const frame = part(root, 'arcs'), space = part(root, 'arcs-space'), canvas = part<HTMLCanvasElement>(root, 'arcs-canvas');
  const behind = document.createElement('canvas');
  let scene: Scene | null = null, heads: readonly Head[] = [], palette: Palette | null = null, line = 20, colours: string[] = [], painted: unknown[] = [];
  let paintedTop = 0, settling = 0, settled = false, resting = 0, rests: unknown[] = [], mono = 'monospace';
  let isolated = false, hoveredKey: number | null = null, frameAsked = 0;

  /** Distinct colours for a few heads; of many, those of a layer are alike, and along the scale of the weights the later, the stronger. */
  const colourIndex = (index: number) => (heads.length > mostCurves ? heads[index].layer : index);
  const coloursOf = (theme: Palette, layers: number) => {
    if (heads.length > mostCurves) return Array.from({ length: layers }, (_, layer) => css(theme.packed[90 + Math.round(150 * layer / Math.max(1, layers - 1))]));
    const style = getComputedStyle(frame);
    return Array.from({ length: mostCurves }, (_, i) => style.getPropertyValue(colourVariable(i)).trim() || 'gray');
  };

  const hit = (event: MouseEvent): { token: number; side: 'query' | 'key' | 'between' } | null => {
    if (!scene) return null;
    const box = canvas.getBoundingClientRect(), x = event.clientX - box.left, token = Math.floor((event.clientY - box.top + frame.scrollTop) / line);
    if (token < 0 || token >= scene.inspection.tokens.length) return null;
    return { token, side: x < column + 6 ? 'query' : x > canvas.clientWidth - column - 6 ? 'key' : 'between' };
  };
  const again = () => { frameAsked ||= requestAnimationFrame(() => { frameAsked = 0; paint(); }); };
  const hoverKey = (key: number | null) => { if (key !== hoveredKey) { hoveredKey = key; again(); } };

  canvas.addEventListener('pointermove', event => {
    const on = hit(event);
    if (!on || !scene) { hoverKey(null); actions.point(null); return; }
    if (on.side === 'key') {
      if (scene.locked) actions.point({ query: scene.token, key: on.token });
      else hoverKey(on.token);
    } else {
      hoverKey(null);
      if (!scene.locked) actions.preview(on.token);
      else actions.point(null);
    }
  });
  canvas.addEventListener('pointerleave', () => { hoverKey(null); actions.leave(); });
  canvas.addEventListener('click', event => {
    const on = hit(event);
    if (!on || event.detail > 1) return;
    isolated = false;
    if (on.side === 'key' && scene?.locked) actions.point({ query: scene.token, key: on.token });
    else actions.lock(on.token);
    again();
  });
  canvas.addEventListener('dblclick', event => {
    const on = hit(event);
    if (!on || !scene) return;
    actions.hold(on.token);
    isolated = true;
    again();
  });
  frame.addEventListener('scroll', again, { passive: true });
  frame.addEventListener('keydown', event => {
    if (!scene) return;
    const last = scene.inspection.tokens.length - 1, from = scene.token;
    if (event.key === 'Escape') { isolated = false; actions.release(); again(); return; }
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      isolated = event.shiftKey;
      if (event.shiftKey) actions.hold(from); else actions.lock(from);
      again();
      return;
    }
    const to = { ArrowUp: from - 1, ArrowLeft: from - 1, ArrowDown: from + 1, ArrowRight: from + 1, PageUp: from - 10, PageDown: from + 10, Home: 0, End: last }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    actions.move(Math.max(0, Math.min(last, to)));
    reveal(Math.max(0, Math.min(last, to)));
  });

  const reveal = (token: number) => {
    const y = token * line;
    if (y < frame.scrollTop) frame.scrollTop = y; else if (y + line > frame.scrollTop + frame.clientHeight) frame.scrollTop = y + line - frame.clientHeight;
  };

  const curve = (context: CanvasRenderingContext2D, arc: Arc, left: number, right: number, top: number) => {
    const y0 = (arc.query + 0.5) * line - top, y1 = (arc.key + 0.5) * line - top, bend = (right - left) * 0.45;
    context.moveTo(left, y0);
    context.bezierCurveTo(left + bend, y0, right - bend, y1, right, y1);
  };
  const strokeAll = (context: CanvasRenderingContext2D, arcs: readonly Arc[], width: number, top: number) => {
    for (const { colour, weight, arcs: alike } of strokes(arcs, colourIndex)) {
      context.beginPath();
      for (const arc of alike) curve(context, arc, column, width - column, top);
      context.strokeStyle = colours[colour];
      context.globalAlpha = arcOpacity(weight);
      context.lineWidth = arcWidth(weight);
      context.stroke();
    }
    context.globalAlpha = 1;
  };

  // Everybody's arcs, faint behind those of the querying token: drawn when nothing else has come for a moment, and while it scrolls only moved.
  const background = (current: Scene, width: number, height: number, top: number, theme: Palette): boolean => {
    const now = [current.inspection, heads, width, height, line, theme], same = now.every((value, i) => value === painted[i]);
    clearTimeout(settling);
    if (same && top === paintedTop) return true;
    if (!settled) { settling = window.setTimeout(() => { settled = true; paint(); }, settle); return same; }
    settled = false;
    painted = now;
    paintedTop = top;
    strokeAll(fitCanvas(behind, width, height), arcsWithin(current.inspection.weights, heads, Math.floor(top / line), Math.ceil((top + height) / line), mostBehind), width, top);
    return true;
  };

  // While the pointer goes over tokens the strongest arcs of very many are enough; where it rests, the others follow.
  const rested = (current: Scene, into: number | null): boolean => {
    const now = [current.token, into, heads];
    clearTimeout(resting);
    if (now.every((value, i) => value === rests[i])) return true;
    resting = window.setTimeout(() => { rests = now; paint(); }, settle);
    return false;
  };

  // Where letters do not fit: a dot a token, and letters for the one that asks and for those it asks most.
  const dots = (context: CanvasRenderingContext2D, current: Scene, width: number, top: number, theme: Palette, strong: ReadonlyMap<number, number>, { from, to, into }: { from: number; to: number; into: boolean }) => {
    const list = current.inspection.tokens, right = width - column, y = (token: number) => (token + 0.5) * line - top, marked = into ? hoveredKey! : current.token;
    for (let i = from; i < to; i++) {
      for (const x of [column, right]) {
        context.fillStyle = theme.faintInk;
        context.beginPath();
        context.arc(x, y(i), 1.5, 0, 7);
        context.fill();
      }
    }
    const letter = (token: number, left: boolean, colour: string, number: string) => {
      context.fillStyle = colour;
      context.font = `600 15px ${mono}`;
      context.textAlign = left ? 'right' : 'left';
      context.fillText(glyphOf(list[token].text, '·').text, left ? column - 10 : right + 10, y(token), 30);
      if (number === '') return;
      context.font = `13px ${mono}`;
      context.fillText(number, left ? column - 26 : right + 26, y(token));
    };
    const one = heads.length === 1, pointed = current.cell?.query === current.token ? current.cell.key : null;
    const others = [...strong].filter(([, weight]) => weight >= 0.01).sort((a, b) => b[1] - a[1]).map(([token]) => token), first = !into && pointed !== null ? [pointed, ...others.filter(token => token !== pointed)] : others;
    for (const token of labelled(first, line)) letter(token, into, into ? theme.query : theme.key, one ? threeDecimals(strong.get(token) ?? 0) : '');
    letter(marked, !into, into ? theme.key : theme.query, '');
    context.beginPath();
    context.arc(into ? right : column, y(marked), current.locked && !into ? 5 : 4, 0, 7);
    context.fill();
  };

  const tokens = (context: CanvasRenderingContext2D, current: Scene, width: number, height: number, top: number, theme: Palette, active: readonly Arc[]) => {
    const list = current.inspection.tokens, from = Math.max(0, Math.floor(top / line)), to = Math.min(list.length, Math.ceil((top + height) / line));
    const into = hoveredKey !== null, visible = current.inspection.weights[current.layer][current.head][current.token].length;
    const strong = new Map<number, number>();
    for (const arc of active) strong.set(into ? arc.query : arc.key, Math.max(strong.get(into ? arc.query : arc.key) ?? 0, arc.weight));
    context.textBaseline = 'middle';
    if (line < lettered) return dots(context, current, width, top, theme, strong, { from, to, into });
    for (let i = from; i < to; i++) {
      const y = (i + 0.5) * line - top, glyph = glyphOf(list[i].text, '·');
      for (const side of ['query', 'key'] as const) {
        const left = side === 'query', on = left ? !into && i === current.token : into ? i === hoveredKey : current.cell?.key === i && current.cell.query === current.token;
        const masked = !left && !into && i >= visible, share = left === into ? strong.get(i) ?? 0 : 0;
        const x = left ? 0 : width - column + 4, room = column - 4;
        if (on) { context.fillStyle = left ? theme.query : theme.key; context.fillRect(x, y - line / 2 + 1, room, line - 2); }
        else if (share > 0) { context.globalAlpha = 0.12 + 0.4 * share; context.fillStyle = left ? theme.query : theme.key; context.fillRect(x, y - line / 2 + 1, room, line - 2); context.globalAlpha = 1; }
        context.font = `12px ${mono}`;
        context.fillStyle = on ? theme.panel : theme.faintInk;
        context.textAlign = left ? 'left' : 'right';
        context.fillText(masked ? 'masked' : String(i), left ? 4 : width - 4, y);
        context.font = `${on ? '700 ' : '500 '}15px ${mono}`;
        context.fillStyle = on ? theme.panel : masked || glyph.special ? theme.faintInk : theme.ink;
        context.textAlign = left ? 'right' : 'left';
        context.fillText(glyph.text, left ? column - 8 : width - column + 8, y, masked ? 22 : 42);
      }
    }
    if (current.locked) {
      context.fillStyle = theme.query;
      context.beginPath();
      context.arc(column + 5, (current.token + 0.5) * line - top, 4, 0, 7);
      context.fill();
    }
  };

  const paint = () => {
    if (!scene || !palette || heads.length === 0) return;
    const width = frame.clientWidth, height = Math.min(frame.clientHeight, scene.inspection.tokens.length * line), top = frame.scrollTop;
    if (width < 2 * column) return;
    const { weights } = scene.inspection, into = hoveredKey;
    const most = rested(scene, into) ? mostResting : mostMoving;
    const active = into === null ? arcsFrom(weights, heads, scene.token, most) : arcsInto(weights, heads, into, most);
    const context = fitCanvas(canvas, width, height);
    if (!isolated || !scene.locked) {
      if (background(scene, width, height, top, palette)) {
        context.globalAlpha = scene.locked ? 0.12 : 0.22;
        context.drawImage(behind, 0, paintedTop - top, width, height);
        context.globalAlpha = 1;
      }
    }
    strokeAll(context, active, width, top);
    tokens(context, scene, width, height, top, palette, active);
  };

  return {
    colourOf: index => colours[colourIndex(index)] ?? 'gray',
    draw(next, shown, theme) {
      const elsewhere = scene === null || scene.token !== next.token || scene.inspection.tokens.length !== next.inspection.tokens.length;
      if (scene?.locked && !next.locked) isolated = false;
      const recolour = theme !== palette || shown !== heads;
      scene = next;
      palette = theme;
      heads = shown;
      if (recolour) [colours, mono] = [coloursOf(theme, next.inspection.layers), getComputedStyle(frame).getPropertyValue('--lab-mono') || 'monospace'];
      const count = next.inspection.tokens.length;
      if (hoveredKey !== null && hoveredKey >= count) hoveredKey = null;
      line = lineHeight(count, frame.clientHeight || 560);
      space.style.height = `${count * line}px`;
      if (elsewhere && !frame.matches(':hover, :focus')) reveal(next.token);
      frame.setAttribute('aria-label', `${count} tokens, each with arcs to those it attends to. Arrow keys move, Enter locks, Shift and Enter shows its arcs alone, Escape releases.`);
      paint();
    },
  };
}
