// The proof of a row in pictures: under each letter of the token strip the bars of its key, from q·k over the softmax to what the head says.
import { fitCanvas, onThemeChange, paletteOf, type Palette } from '../drawing/colour-scale';
import { part, resize, setText, make } from '../dom/element';
import { attends } from '../inspect/inspection';
import { onStripPlaces } from '../inspect/strip-places';
import { exact, threeDecimals } from '../words/number-format';
import type { StripPlaces } from '../strip/token-strip';
import { glyphOf } from '../words/token-glyph';
import type { Widget } from '../dom/widget';
import { barSteps, keyOf, type BarStep } from './bar-steps';
import { proofRow, type ProofRow } from './proof-row';
import { inspectedRow, type ProofScene } from './proof-source';

const height = 44, letters = 20;

export function initialize(root: HTMLElement): Widget<unknown> {
  const list = part(root, 'steps'), axis = part<HTMLCanvasElement>(root, 'letters'), empty = part(root, 'empty');
  let palette = paletteOf(root), places: StripPlaces = { chips: [], scrolled: 0 }, scene: ProofScene | null = null, row: ProofRow | null = null, frame = 0;

  const later = () => { frame ||= requestAnimationFrame(() => { frame = 0; draw(); }); };
  const state = (name: string, words: string) => { root.dataset.state = name; setText(empty, words); };

  function draw(): void {
    if (!scene) return state('loading', 'The row appears with the model’s answer.');
    if (!attends(scene.inspection)) return state('none', 'This model has no attention: no token gives weights to others, so there is no row to prove.');
    const next = proofRow(scene.inspection, scene.layer, scene.head, scene.token);
    if (!next) { root.classList.add('is-waiting'); return; } // another head's numbers are on their way; what is there stays
    root.classList.remove('is-waiting');
    row = next;
    state('ready', '');
    const key = keyOf(row, scene.cell), steps = barSteps(row, key), width = list.clientWidth, asks = glyphOf(row.tokens[row.token].text, '·'), asked = glyphOf(row.tokens[key].text, '·');
    setText(part(root, 'asks'), asks.text);
    setText(part(root, 'asked'), asked.text);
    setText(part(root, 'weight'), key < row.seen ? threeDecimals(row.weights[key]) : 'nothing: it is masked');
    part(root, 'weight').title = key < row.seen ? exact(row.weights[key]) : '';
    if (width === 0) return;
    resize(list, steps.length, () => {
      const line = make('li', 'bar-step'), words = make('div', 'bar-words'), canvas = make('canvas', '', '', { role: 'img', 'aria-label': 'Bars, not drawn yet' });
      words.append(make('b'), make('span'), make('strong', 'num'));
      line.append(canvas, words);
      return line;
    });
    drawLetters(row, key);
    steps.forEach((step, i) => drawStep(list.children[i] as HTMLElement, step, key));
  }

  const centre = (i: number) => places.chips[i].x + places.chips[i].width / 2 - places.scrolled;

  function drawLetters({ tokens, token }: ProofRow, key: number): void {
    const across = axis.parentElement!.clientWidth, context = fitCanvas(axis, across, letters), font = getComputedStyle(root).getPropertyValue('--lab-mono') || 'monospace';
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    tokens.forEach(({ text }, i) => {
      if (!places.chips[i]) return;
      const on = i === token || i === key, glyph = glyphOf(text, '·');
      context.font = `${on ? '700 ' : ''}13px ${font}`;
      context.fillStyle = i === token ? palette.query : i === key ? palette.key : glyph.special ? palette.faintInk : palette.softInk;
      context.fillText(glyph.text, centre(i), letters / 2, places.chips[i].width);
    });
  }

  function drawStep(line: HTMLElement, step: BarStep, key: number): void {
    const canvas = line.firstElementChild as HTMLCanvasElement, [name, says, number] = line.lastElementChild!.children;
    setText(name, step.name);
    setText(says, step.says);
    setText(number, step.shown === null ? '' : threeDecimals(step.shown));
    (number as HTMLElement).title = step.shown === null ? '' : exact(step.shown);
    canvas.setAttribute('aria-label', step.spoken);
    paintBars(canvas, step, key);
  }

  function paintBars(canvas: HTMLCanvasElement, { values, seen, perChannel, least, most }: BarStep, key: number): void {
    const across = axis.parentElement!.clientWidth, context = fitCanvas(canvas, Math.max(1, across), height), span = Math.max(1e-30, most - least), zero = 3 + (height - 6) * most / span;
    context.fillStyle = palette.line;
    if (!perChannel) context.fillRect(0, Math.round(zero), across, 1);
    const each = Math.min(22, Math.floor(across / Math.max(1, values.length)));
    values.forEach((value, i) => {
      const place = perChannel ? { x: i * each, width: each - 3 } : places.chips[i] && { x: places.chips[i].x - places.scrolled + 1, width: places.chips[i].width - 2 };
      if (!place) return;
      if (!perChannel && i >= seen) { context.fillStyle = palette.masked; context.fillRect(place.x, 2, place.width, height - 4); return; }
      const size = Math.max(value === 0 ? 0 : 1, Math.abs(value) / span * (height - 6));
      context.fillStyle = !perChannel && i === key ? palette.key : signed(value, palette);
      context.fillRect(place.x, value < 0 ? zero : zero - size, Math.max(1, place.width), size);
    });
  }

  const signed = (value: number, { dark }: Palette) => value < 0 ? (dark ? '#fbbf24' : '#b45309') : dark ? '#4fd1c1' : '#0f766e';

  // Pointing at a bar points at its key everywhere.
  list.addEventListener('pointermove', event => {
    const canvas = (event.target as Element).closest('canvas');
    if (!canvas || !row || (canvas.parentElement as HTMLElement).matches('.bar-step:last-child')) return;
    const x = event.clientX - canvas.getBoundingClientRect().left + places.scrolled, key = places.chips.findIndex(chip => x >= chip.x && x < chip.x + chip.width + 2);
    source.look({ cell: key >= 0 && key < row.tokens.length ? { query: row.token, key } : null });
  });
  list.addEventListener('pointerleave', () => source.look({ cell: null }));

  const source = inspectedRow({ scene(next) { scene = next; if (!next) row = null; later(); }, failed() { /* what Inspect looks at is there or not */ } });
  const endPlaces = onStripPlaces(next => { places = next; later(); });
  const themes = onThemeChange(() => requestAnimationFrame(() => { palette = paletteOf(root); later(); }));
  const resized = new ResizeObserver(later);
  resized.observe(list);
  return {
    update() {},
    dispose() {
      source.dispose();
      endPlaces();
      themes();
      resized.disconnect();
      cancelAnimationFrame(frame);
    },
  };
}
