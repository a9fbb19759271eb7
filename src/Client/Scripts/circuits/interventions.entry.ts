// Interventions: the tools that change the pass, the list of what is in force, and the effect, asked for at each change.
import { onThemeChange, paletteOf } from '../drawing/colour-scale';
import type { Effect } from '../contract';
import { make, part, release, resize, setText } from '../dom/element';
import { attends } from '../inspect/inspection';
import { look, sceneNow, type Cell, type Scene } from '../inspect/scene';
import { glyphOf } from '../words/token-glyph';
import type { Widget } from '../dom/widget';
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

export function initialize(root: HTMLElement, options: EditTarget): Widget<{ target: EditTarget } | { brush: string }> {
  const notice = part(root, 'notice'), clear = part<HTMLButtonElement>(root, 'clear'), list = part(root, 'list');
  const mask = part<HTMLInputElement>(root, 'mask'), scale = part<HTMLInputElement>(root, 'scale'), factor = part<HTMLInputElement>(root, 'factor');
  const place = part<HTMLSelectElement>(root, 'place'), text = part<HTMLInputElement>(root, 'text');
  const knockouts: [Knockout['by'], HTMLButtonElement][] = [['zero', part(root, 'zero')], ['mean', part(root, 'mean')]];
  let target = options, brush = 'off', palette = paletteOf(root), edits: Edits = editsAt(new URLSearchParams(location.search).get('edits')) ?? {};
  let answer: Effect | null = null, head = { layer: -1, head: -1 }, tokens: Scene['inspection']['tokens'] | null = null, frame = 0, waiting = 0;

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
    setText(notice, message);
    notice.hidden = message === '';
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
    clear.disabled = count === 0;
    setText(part(root, 'head-name'), has ? `Layer ${scene.layer + 1}, head ${scene.head + 1}` : 'Head in view');
    for (const [by, button] of knockouts) {
      button.disabled = !has;
      button.setAttribute('aria-pressed', String(now === by));
    }
    mask.disabled = !target.masks;
    scale.disabled = !target.scales;
    mask.checked = edits.liftMask === true;
    scale.checked = edits.dropScale === true;
    setText(part(root, 'reason'), !target.attends ? 'In this model no token gives weights to others: only tokens can be replaced.'
      : [target.masks ? '' : 'This model has no mask to lift.', target.scales ? '' : 'This model has no scaling to drop.'].filter(Boolean).join(' '));
    places(scene);
    lines();
  };

  const places = (scene: Scene | null) => {
    const all = scene?.inspection.tokens ?? [], chosen = place.value;
    resize(place, all.length, i => make('option', '', '', { value: String(i) }));
    all.forEach((token, i) => setText(place.children[i], `${i}: ${glyphOf(token.text).text}`));
    if (scene?.locked) place.value = String(scene.token);
    else if (chosen === '' && all.length > 0) place.value = String(all.length - 1);
  };

  const lines = () => list.replaceChildren(...linesOf(edits).map(line => {
    const item = make('li', 'edits-line'), remove = make('button', 'lab-button is-icon is-quiet', '×', { type: 'button', 'aria-label': `Take back: ${line.text}`, title: 'Take back' });
    remove.addEventListener('click', () => { change(line.without); part(root, 'title').focus({ preventScroll: true }); });
    if (line.head) {
      const { layer, head: h } = line.head, show = make('button', 'lab-button is-quiet', line.text, { type: 'button', title: 'Show this head' });
      show.addEventListener('click', () => look({ layer, head: h }));
      item.append(show);
    } else item.append(make('span', '', line.text));
    item.append(remove);
    return item;
  }));

  const paint = (cell: Cell): boolean => {
    const scene = sceneNow();
    if (!scene || brush === 'off' || !attends(scene.inspection)) return false;
    const row = scene.inspection.weights[scene.layer][scene.head][cell.query];
    if (cell.key >= row.length) { say(`The mask hides token ${cell.key} from token ${cell.query}. Lift the mask to let it look there.`); return true; }
    const by = Number(factor.value);
    if (brush === 'scale' && !(by > 0 && by <= 1e6)) { say(`${factor.value || 'Nothing'} is not allowed as a factor; it must be above 0 and at most 1,000,000.`); return true; }
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
  const chooseBrush = () => {
    setText(part(root, 'brush-hint'), hints[brush]);
    factor.hidden = brush !== 'scale';
    document.documentElement.classList.toggle('is-brushing', brush !== 'off');
    takeBrush(brush === 'off' ? null : { paint, lift() { if (waiting !== 0) change(edits); } });
  };

  for (const [by, button] of knockouts) button.addEventListener('click', () => {
    const scene = sceneNow();
    if (scene) change(withKnockout(edits, scene.layer, scene.head, button.getAttribute('aria-pressed') === 'true' ? null : by));
  });
  mask.addEventListener('change', () => change({ ...edits, liftMask: mask.checked }));
  scale.addEventListener('change', () => change({ ...edits, dropScale: scale.checked }));
  const replace = () => { if (text.value !== '' && place.value !== '') { change(withToken(edits, Number(place.value), text.value)); text.value = ''; } };
  part(root, 'replace').addEventListener('click', replace);
  text.addEventListener('keydown', event => { if (event.key === 'Enter') { event.preventDefault(); replace(); } });
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
      if ('brush' in told) {
        brush = told.brush;
        chooseBrush();
        return;
      }
      const next = told.target;
      if (next.run !== target.run) { edits = {}; answer = null; say(''); }
      target = next;
      tools();
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
