// Interventions: the tools that change the pass, the list of what is in force, and the effect, asked for at each change.
import { onThemeChange, paletteOf } from '../drawing/colour-scale';
import type { Effect } from '../contract';
import { bar, part, release, sayIn, setText } from '../dom/element';
import { attends } from '../inspect/inspection';
import { look, sceneNow, type Cell, type Scene } from '../inspect/scene';
import { glyphOf } from '../words/token-glyph';
import type { Host, Widget } from '../dom/widget';
import { takeBrush } from '../matrix/brush';
import { circuitSource, common } from './circuit-source';
import { countOf, editsOf, fillsRow, knockoutOf, linesOf, mostCells, tidy, withCell, withKnockout, withToken, type CellSetting, type Edits, type Knockout } from '../inspect/edits';
import { editsAt } from '../inspect/edits-address';
import { sayOfEdits } from './edits-said';
import { effectView } from './effect-view';

interface EditTarget { run: string; attends: boolean; masks: boolean; scales: boolean }

const hints: Record<string, string> = {
  off: 'Choose one, then click or drag over cells, or press Enter on one.',
  forbid: 'Weight 0; the rest of the row is brought back to the sum 1.',
  force: 'Weight 1; all others of the row 0.',
  scale: 'The weight times the factor, then the row is brought back to the sum 1.',
  erase: 'Takes back what was changed of a cell.',
};

/** What the controls around ask for: another model, a brush, a switch, a token read as another, a line taken back or its head shown. */
type Told = { target: EditTarget } | { brush: string; factor: number | null } | { mask: boolean } | { scale: boolean } | { position: number; text: string } | { back: string } | { show: string };

export function initialize(root: HTMLElement, options: EditTarget, host: Host): Widget<Told> {
  const clear = part(root, 'clear');
  const knockouts: [Knockout['by'], HTMLButtonElement][] = [['zero', part(root, 'zero')], ['mean', part(root, 'mean')]];
  let target = options, brush = 'off', palette = paletteOf(root), edits: Edits = editsAt(new URLSearchParams(location.search).get('edits')) ?? {};
  let answer: Effect | null = null, head = { layer: -1, head: -1 }, tokens: Scene['inspection']['tokens'] | null = null, frame = 0, waiting = 0, factor: number | null = 4, shown = '';

  const effect = effectView(root, () => draw());
  const source = circuitSource<Effect>(root, 'effect', {
    // Asked with what is chosen here, at once: where it is refused, the reason stands here.
    question: scene => ({ ...common(scene), interventions: tidy(edits) ?? undefined, ...(attends(scene.inspection) ? { layer: scene.layer, head: scene.head } : {}) }),
    answer(next) { answer = next; say(''); root.dataset.state = 'ready'; draw(); },
    refused(message) { say(countOf(edits) > 0 ? `${message} Until that is taken back, the page shows the model as it was before.` : message); if (!answer) root.dataset.state = 'refused'; },
    busy(busy) { root.classList.toggle('is-busy', busy); },
    scene(scene) {
      if (!scene) { answer = null; tokens = null; root.dataset.state = 'loading'; tools(); return; }
      const held = editsOf(scene.edits), changed = JSON.stringify(held) !== JSON.stringify(edits) && waiting === 0;
      if (changed) edits = held;
      const other = scene.layer !== head.layer || scene.head !== head.head;
      head = { layer: scene.layer, head: scene.head };
      if (changed || other || tokens !== scene.inspection.tokens) { tokens = scene.inspection.tokens; tools(); }
    },
  });
  const say = (message: string) => {
    sayIn(root, message);
    sayOfEdits(message);
  };
  const draw = () => { frame ||= requestAnimationFrame(() => { frame = 0; if (answer) effect.draw(answer, palette); }); };

  /** Puts edits in force; strokes of a brush a few at a time. */
  const change = (next: Edits, delay = 0) => {
    edits = tidy(next) ?? {};
    tools();
    clearTimeout(waiting);
    waiting = window.setTimeout(() => { waiting = 0; look({ edits: tidy(edits) }); source.ask(); }, delay);
  };

  const tools = () => {
    const scene = sceneNow(), has = scene !== null && attends(scene.inspection), count = countOf(edits), now = has ? knockoutOf(edits, scene.layer, scene.head) : null;
    const said = count === 0 ? 'none in force' : `${count} in force`;
    setText(part(root, 'count'), said);
    root.classList.toggle('has-edits', count > 0);
    bar(clear, count === 0 ? 'Nothing is changed' : null);
    setText(part(root, 'head-name'), has ? `Layer ${scene.layer + 1}, head ${scene.head + 1}` : 'Head in view');
    for (const [by, button] of knockouts) {
      bar(button, has ? null : target.attends ? 'The model has not answered yet' : 'This model has no heads');
      button.setAttribute('aria-pressed', String(now === by));
    }
    setText(part(root, 'reason'), !target.attends ? 'In this model no token gives weights to others: only tokens can be replaced.'
      : [target.masks ? '' : 'This model has no mask to lift.', target.scales ? '' : 'This model has no scaling to drop.'].filter(Boolean).join(' '));
    tellHost(scene);
  };

  // The controls around show what is in force, and which tokens there are.
  const tellHost = (scene: Scene | null) => {
    const now = {
      liftMask: edits.liftMask === true, dropScale: edits.dropScale === true, tokens: (scene?.inspection.tokens ?? []).map((token, at) => `${at}: ${glyphOf(token.text).text}`), place: scene?.locked ? scene.token : null,
      lines: linesOf(edits).map(line => ({ text: line.text, hasHead: line.head !== undefined })),
    }, text = JSON.stringify(now);
    if (text === shown) return;
    shown = text;
    void host.invokeMethodAsync('Looked', now);
  };

  const paint = (cell: Cell): boolean => {
    const scene = sceneNow();
    if (!scene || brush === 'off' || !attends(scene.inspection)) return false;
    const row = scene.inspection.weights[scene.layer][scene.head][cell.query];
    if (cell.key >= row.length) { say(`The mask hides token ${cell.key} from token ${cell.query}. Lift the mask to let it look there.`); return true; }
    const by = factor ?? NaN;
    if (brush === 'scale' && !(by > 0 && by <= 1e6)) { say('The factor must be a number above 0 and at most 1,000,000.'); return true; }
    if (brush === 'forbid' && fillsRow(edits, { ...scene, ...cell }, row.length)) {
      say(`This is the last cell that token ${cell.query} has left in this head: a row has to look somewhere. Knock the head out instead, or take a cell back.`);
      return true;
    }
    const next = withCell(edits, { ...scene, ...cell }, brush === 'erase' ? null : brush as CellSetting, by);
    if ((next.cells?.length ?? 0) > mostCells) { say(`${mostCells} cells are changed already; that is as many as a pass takes. Take some back first.`); return true; }
    say('');
    change(next, 90);
    return true;
  };
  const retarget = (next: EditTarget) => {
    if (next.run !== target.run) { edits = {}; answer = null; say(''); }
    target = next;
    tools();
  };
  const chooseBrush = () => {
    setText(part(root, 'brush-hint'), hints[brush]);
    document.documentElement.classList.toggle('is-brushing', brush !== 'off');
    takeBrush(brush === 'off' ? null : { paint, lift() { if (waiting !== 0) change(edits); } });
  };

  for (const [by, button] of knockouts) button.addEventListener('click', () => {
    const scene = sceneNow();
    if (scene) change(withKnockout(edits, scene.layer, scene.head, button.getAttribute('aria-pressed') === 'true' ? null : by));
  });
  clear.addEventListener('click', () => { say(''); change({}); });
  const themes = onThemeChange(() => requestAnimationFrame(() => { palette = paletteOf(root); draw(); }));
  let width = 0;
  const resized = new ResizeObserver(entries => {
    const next = Math.round(entries[0].contentRect.width);
    if (next !== width) { width = next; draw(); }
  });
  resized.observe(part(root, 'matrix'));
  release(root);
  chooseBrush();
  tools();
  source.start();

  return {
    update(told) {
      const line = 'back' in told || 'show' in told ? linesOf(edits).find(({ text }) => text === ('back' in told ? told.back : told.show)) : undefined;
      if ('brush' in told) {
        ({ brush, factor } = told);
        chooseBrush();
      } else if ('mask' in told) change({ ...edits, liftMask: told.mask });
      else if ('scale' in told) change({ ...edits, dropScale: told.scale });
      else if ('position' in told) change(withToken(edits, told.position, told.text));
      else if ('back' in told) {
        if (line) change(line.without);
        part(root, 'title').focus({ preventScroll: true });
      } else if ('show' in told) { if (line?.head) look({ layer: line.head.layer, head: line.head.head }); }
      else retarget(told.target);
    },
    dispose() {
      takeBrush(null);
      sayOfEdits('');
      document.documentElement.classList.remove('is-brushing');
      source.dispose();
      clearTimeout(waiting);
      cancelAnimationFrame(frame);
      themes();
      resized.disconnect();
    },
  };
}
