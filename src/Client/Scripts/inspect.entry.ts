// The Inspect view: asks the server, publishes the scene (scene.ts), and draws it as chips, heads and matrix.
import { paintMatrix, paintStrip } from './attention-image';
import { candidateBars } from './candidate-bars';
import { drawLegend, onThemeChange, packedColour, paletteOf } from './colour-scale';
import { part, release, setText } from './element';
import { headChoice } from './head-choice';
import { exportMatrix } from './inspect-export';
import { inspectionSource } from './inspect-source';
import { tokenChips } from './inspect-tokens';
import { queryOf, replaceQuery } from './inspect-url';
import { attends, rowOf, rowsOf, strongest, type Inspection } from './inspection';
import { exact } from './number-format';
import { countText } from './number-text';
import { guideScene, type Look, type Scene } from './scene';
import { glyphOf } from './token-glyph';
import { matrixView, type MatrixScene } from './token-matrix';
import type { Widget } from './widget';

/** The run in view, as the page knows it. */
export interface InspectTarget { run: string; status: string; step: number; hasWeights: boolean; probe: string; layers: number; heads: number }

export interface InspectOptions {
  target: InspectTarget;
  prompt: string | null;
  layer: number | null;
  head: number | null;
  token: number | null;
  step: number | null;
  promptLimit: number;
}

const typingPause = 40, followPause = 1000;

export function initialize(root: HTMLElement, options: InspectOptions): Widget<InspectTarget> {
  let target = options.target, palette = paletteOf(root), scene: Scene | null = null;
  let layer = options.layer ?? 0, head = options.head ?? 0, locked = options.token, token = options.token;
  let step = options.step, edits: unknown = null, cell: Scene['cell'] = null, lastAsked = 0, answeredPrompt: string | null = null, frame = 0, everything = false;

  const prompt = part<HTMLTextAreaElement>(root, 'prompt'), follow = part<HTMLInputElement>(root, 'follow');
  const notice = part(root, 'notice'), readout = part(root, 'readout'), tokenReadout = part(root, 'token-readout');
  const strips = part(root, 'strips'), legend = part<HTMLCanvasElement>(root, 'legend');
  prompt.value = options.prompt ?? target.probe;

  const draw = (all: boolean) => {
    everything ||= all;
    frame ||= requestAnimationFrame(() => { frame = 0; render(); });
  };
  const actions = {
    leave() { point(null); },
    preview(next: number) {
      if (locked !== null) point({ query: locked, key: next });
      else if (next !== token) { token = next; draw(false); }
    },
    move(next: number) {
      if (locked === null || next === locked) { actions.preview(next); return; }
      hold(next);
      ask(typingPause * 2);
    },
    lock(next: number) {
      if (locked === next) { actions.release(); return; }
      hold(next);
      ask(0);
    },
    release() { if (locked === null) return; locked = null; address(); draw(false); },
  };
  const hold = (next: number) => {
    locked = token = next;
    cell = null;
    address();
    draw(false);
  };
  const point = (next: Scene['cell']) => {
    if (next?.query === cell?.query && next?.key === cell?.key) return;
    cell = next;
    if (next && locked === null) token = next.query;
    draw(false);
  };
  const chips = tokenChips(part(root, 'tokens'), actions);
  const choose = (l: number, h: number) => {
    if (l === layer && h === head) return;
    layer = l;
    head = h;
    address();
    draw(true);
    ask(0);
  };
  const thumbnails = headChoice(part(root, 'heads'), { label: false, choose });
  const stripRows = headChoice(strips, { label: true, choose });
  const matrix = matrixView(part(root, 'matrix'), {
    point,
    lock(next) { if (locked !== next.query) actions.lock(next.query); cell = next; draw(false); },
    release: actions.release,
  }, () => draw(true));

  const source = inspectionSource({
    answer(inspection, question) {
      answeredPrompt = question.prompt;
      say('');
      accept(inspection);
      if (locked !== null && question.token === null && attends(inspection)) ask(0);
    },
    refused(message, reason, question) {
      say(answeredPrompt !== null && reason === 'invalid' ? `${message}\nBelow is still the last prompt that worked.` : message);
      if (scene === null) root.dataset.state = 'refused';
      if (reason === 'lost') setTimeout(() => { if (root.isConnected && !source.busy && question.run === target.run) ask(0); }, 2000);
    },
    busy(busy) { root.classList.toggle('is-busy', busy); },
  });

  const sceneOf = (inspection: Inspection, querying: number): Scene =>
    ({ run: target.run, prompt: prompt.value, step, inspection, layer, head, token: querying, locked: locked !== null, cell, edits });

  const accept = (inspection: Inspection) => {
    const { tokens } = inspection, last = tokens.length - 1;
    if (attends(inspection)) {
      layer = Math.min(layer, inspection.layers - 1);
      head = Math.min(head, inspection.heads - 1);
    }
    if (locked !== null && locked > last) locked = null;
    token = Math.min(token ?? last, last);
    if (scene && scene.inspection.tokens.length !== tokens.length && locked === null && !root.matches(':hover')) token = last;
    if (cell && (cell.query > last || cell.key > last)) cell = null;
    scene = sceneOf(inspection, token);
    for (const skeleton of root.querySelectorAll('.ins-skeleton')) skeleton.remove();
    root.dataset.state = attends(inspection) ? 'ready' : 'no-attention';
    draw(true);
  };

  const render = () => {
    if (!scene || token === null) return;
    const { inspection } = scene;
    scene = sceneOf(inspection, token);
    const all = everything;
    everything = false;
    if (all) {
      setText(part(root, 'step'), countText(inspection.step));
      setText(part(root, 'dropped'), inspection.dropped > 0
        ? `The model sees the last ${inspection.tokens.length} tokens; ${countText(inspection.dropped)} before them do not fit its context.` : '');
      candidateBars(part(root, 'next'), inspection.next.slice(0, 12));
    }
    lead.publish(scene);
    if (!attends(inspection)) return;
    const current = scene;
    chips.draw(current, palette);
    stripRows.draw(inspection.layers, inspection.heads, current, (canvas, l, h) =>
      paintStrip(canvas, inspection.weights[l][h][current.token], inspection.tokens.length, palette));
    if (all) {
      setText(part(root, 'head-name'), `layer ${layer + 1}, head ${head + 1}`);
      thumbnails.draw(inspection.layers, inspection.heads, current, (canvas, l, h) => paintMatrix(canvas, inspection.weights[l][h], palette));
      matrix.draw(matrixScene(current), palette);
      drawLegend(legend, palette, legend.parentElement!.clientWidth, { masked: rowsOf(current)[0].length < inspection.tokens.length });
    } else matrix.mark(matrixScene(current), palette);
    describe(current);
  };

  const matrixScene = (s: Scene): MatrixScene => ({
    tokens: s.inspection.tokens, rows: rowsOf(s), token: s.token, locked: s.locked, cell: s.cell,
    label: `Attention weights of layer ${s.layer + 1}, head ${s.head + 1}`,
    colourOf: weight => packedColour(palette, weight),
    textOf: weight => weight === 1 ? '1' : weight > 0.995 ? '1.0' : weight < 0.005 ? '0' : weight.toFixed(2).slice(1),
  });

  const describe = (s: Scene) => {
    const name = (i: number) => `${glyphOf(s.inspection.tokens[i].text).text} at ${i}`, weights = rowOf(s), top = strongest(weights);
    const sum = weights.reduce((total, weight) => total + weight, 0), later = s.inspection.tokens.length - weights.length;
    const even = weights.length > 1 && weights.every(weight => weight === weights[0]);
    setText(tokenReadout, `${name(s.token)} attends to ${weights.length} token${weights.length === 1 ? '' : 's'}${even ? ', to all alike' : `, most to ${name(top)}`}${later > 0 ? `; ${later} later ${later === 1 ? 'one is' : 'ones are'} masked: the future` : ''}.`);
    setText(part(root, 'strips-token'), name(s.token));
    part(root, 'release').hidden = !s.locked;
    if (s.cell) {
      const weight = rowsOf(s)[s.cell.query][s.cell.key];
      setText(readout, `${name(s.cell.query)} → ${name(s.cell.key)}: ${weight === undefined ? 'masked: the future' : exact(weight)}`);
    } else setText(readout, `${name(s.token)} → ${even ? 'each' : `most to ${name(top)}`}: ${exact(weights[top])}`);
    const summed = s.cell ? rowsOf(s)[s.cell.query].reduce((total, weight) => total + weight, 0) : sum;
    setText(part(root, 'row-sum'), `row sum ${exact(summed)}`);
  };

  const say = (message: string) => { setText(notice, message); notice.hidden = message === ''; };
  const address = () => replaceQuery('/inspect', queryOf({
    run: target.run, prompt: prompt.value === target.probe ? null : prompt.value, layer, head, token: locked, step,
  }));
  const count = () => {
    setText(part(root, 'prompt-length'), `${countText(prompt.value.length)} / ${countText(options.promptLimit)}`);
    part<HTMLButtonElement>(root, 'use-probe').disabled = prompt.value === target.probe;
  };
  const ask = (delay: number) => {
    if (!target.hasWeights) return;
    if (prompt.value.length > options.promptLimit) {
      say(`The prompt has ${countText(prompt.value.length)} characters; at most ${countText(options.promptLimit)} are allowed.`);
      return;
    }
    lastAsked = performance.now();
    const has = target.layers > 0; // a row is asked for only where the last answer had it: the prompt may have become shorter
    source.ask({
      run: target.run, prompt: prompt.value, step, edits, layer: has ? layer : null, head: has ? head : null,
      token: has && answeredPrompt === prompt.value ? locked : null,
    }, delay);
  };
  const training = () => {
    follow.disabled = target.status !== 'running' || step !== null;
    follow.title = step !== null ? `The weights of step ${countText(step)} stay as they are.` : follow.disabled ? 'This run is not training at the moment.' : 'Asks about once a second, at the newest weights.';
  };
  const clamp = () => {
    layer = Math.max(0, Math.min(layer, target.layers - 1));
    head = Math.max(0, Math.min(head, target.heads - 1));
  };
  const written = (delay: number) => { count(); address(); ask(delay); };

  // What the other panels ask for.
  const follows = (next: Look) => {
    if (next.cell !== undefined) point(next.cell);
    if (next.layer !== undefined || next.head !== undefined) choose(next.layer ?? layer, next.head ?? head);
    if (next.token === null) actions.release();
    else if (next.token !== undefined && next.token !== locked) actions.lock(next.token);
    if (next.step !== undefined && next.step !== step || next.edits !== undefined && next.edits !== edits) {
      if (next.step !== undefined) step = next.step;
      if (next.edits !== undefined) edits = next.edits;
      training();
      address();
      ask(0);
    }
    if (next.prompt !== undefined && next.prompt !== prompt.value) { prompt.value = next.prompt; written(0); }
  };
  const lead = guideScene(follows);

  prompt.addEventListener('input', () => written(typingPause));
  part(root, 'use-probe').addEventListener('click', () => { prompt.value = target.probe; written(0); });
  part(root, 'release').addEventListener('click', () => { actions.release(); if (token !== null) chips.focus(token); });
  part(root, 'zoom-in').addEventListener('click', () => matrix.zoom(1.25));
  part(root, 'zoom-out').addEventListener('click', () => matrix.zoom(0.8));
  part(root, 'zoom-fit').addEventListener('click', () => matrix.zoom('fit'));
  part(root, 'matrix-files').addEventListener('click', event => {
    const kind = (event.target as HTMLElement).dataset.kind;
    if (!kind || !scene) return;
    exportMatrix(kind, { run: target.run, prompt: prompt.value, step, edits, layer, head, token: null }, scene, palette).then(() => say(''), (error: Error) => say(error.message));
  });

  // Following: while the run trains, the same question again about once a second, at its newest weights.
  const following = setInterval(() => {
    if (follow.checked && step === null && target.status === 'running' && !document.hidden && !source.busy && performance.now() - lastAsked >= followPause) ask(0);
  }, 200);
  const themes = onThemeChange(() => requestAnimationFrame(() => { palette = paletteOf(root); draw(true); }));
  let width = 0;
  const resized = new ResizeObserver(entries => {
    const next = Math.round(entries[0].contentRect.width);
    if (next !== width) { width = next; draw(true); }
  });
  resized.observe(part(root, 'matrix'));

  clamp();
  training();
  count();
  release(root);
  address();
  ask(0);
  return {
    update(next) {
      const before = target, changed = next.run !== before.run;
      target = next;
      training();
      if (changed) {
        if (prompt.value === before.probe) prompt.value = next.probe;
        scene = null;
        lead.publish(null);
        step = edits = null;
        answeredPrompt = null;
        locked = token = cell = null;
        say('');
        root.dataset.state = 'loading';
        clamp();
        written(0);
      } else if (step === null && next.hasWeights && (!before.hasWeights || (follow.checked && before.status === 'running' && next.status !== 'running'))) ask(0);
      setText(part(root, 'behind'), next.status === 'running' && (step !== null || !follow.checked) && scene && scene.inspection.step < next.step ? `the run is at ${countText(next.step)}` : '');
    },
    dispose() {
      lead.end();
      source.dispose();
      clearInterval(following);
      cancelAnimationFrame(frame);
      themes();
      resized.disconnect();
    },
  };
}
