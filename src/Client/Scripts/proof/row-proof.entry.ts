// The proof panel: takes a row from Inspect or from the lesson, draws its steps, works it again, and copies it.
import { onThemeChange, paletteOf } from '../drawing/colour-scale';
import { bar, make, part, release, resize, sayIn, setText } from '../dom/element';
import { attends } from '../inspect/inspection';
import { countText } from '../words/number-text';
import { glyphOf } from '../words/token-glyph';
import type { Widget } from '../dom/widget';
import { shown, sizeText } from './float-text';
import { keyNumbers, queryNumbers } from './proof-numbers';
import { proofQuery, stepped } from './proof-query';
import { proofRow, type ProofRow } from './proof-row';
import { inspectedRow, lessonRow, type ProofScene } from './proof-source';
import { proofTable, type Cursor } from './proof-table';
import { noteOf } from './proof-words';
import { recompute, tolerance } from './recompute';
import { rowText, type TextKind } from './row-text';
import { drawSignedLegend } from './signed-legend';

export interface RowProofOptions { lesson: boolean }

/** The check and the hidden tables follow when nothing has moved for so long, in milliseconds. */
const restPause = 60, thanksFor = 2000;

export function initialize(root: HTMLElement, options: RowProofOptions): Widget<{ numbers: boolean }> {
  let scene: ProofScene | null = null, row: ProofRow | null = null, palette = paletteOf(root), frame = 0, inSight = true, stale = false;
  let chosenKey: number | null = null, pointed: Cursor | null = null, component: number | null = null, said: string | null = null;
  let rest: ReturnType<typeof setTimeout> | undefined, thanks: ReturnType<typeof setTimeout> | undefined;
  let numbers = false;
  const scroller = part(root, 'scroll'), readout = part(root, 'readout');

  const later = () => { frame ||= requestAnimationFrame(() => { frame = 0; draw(); }); };
  const table = proofTable(root, {
    point(cursor) {
      pointed = cursor;
      source.look({ cell: cursor && row ? { query: row.token, key: cursor.key } : null });
      mark();
    },
    choose(cursor) {
      chosenKey = cursor.key;
      component = cursor.component ?? component;
      later();
    },
  });
  const query = proofQuery(root, { choose(next) { component = next; later(); }, say(text) { said = text; tell(); } });

  const draw = () => {
    if (!scene) return state('loading', options.lesson ? 'The lesson’s row is on its way…' : 'The row appears with the model’s answer.');
    if (!attends(scene.inspection)) return state('none', 'This model has no attention: no token gives weights to others, so there is no row to prove.');
    const next = proofRow(scene.inspection, scene.layer, scene.head, scene.token);
    if (!next) { root.classList.add('is-waiting'); return; } // another head's numbers are on their way; what is there stays
    if (!inSight && row) { stale = true; return; } // hovering elsewhere costs nothing here
    if (row && (row.token !== next.token || row.head !== next.head || row.layer !== next.layer)) said = null;
    row = next;
    if (component !== null && component >= row.size) component = null;
    if (chosenKey !== null && chosenKey >= row.tokens.length) chosenKey = null;
    root.classList.remove('is-waiting');
    state('ready', '');
    table.draw(row, palette, cursor(row)); // first: it reads where its lines are, which is free only before anything is written
    const glyph = glyphOf(row.tokens[row.token].text);
    setText(part(root, 'title'), `: ${glyph.text} at ${row.token}${options.lesson ? '' : `, layer ${row.layer + 1}, head ${row.head + 1}`}`);
    setText(part(root, 'note'), noteOf(row, options.lesson));
    bar(part(root, 'before'), row.token === 0 ? 'This is the first token' : null);
    bar(part(root, 'after'), row.token === row.tokens.length - 1 ? 'This is the last token' : null);
    query.draw(row, palette, chosenComponent(row));
    tell();
    clearTimeout(rest);
    part(root, 'check').classList.add('is-old');
    rest = setTimeout(settle, restPause);
  };
  const mark = () => {
    if (!row) return;
    table.mark(cursor(row));
    tell();
    if (numbers) { clearTimeout(rest); rest = setTimeout(settle, restPause); }
  };

  /** The line in view: what is pointed at here or elsewhere, what was chosen, else the key with most weight. */
  const cursor = (of: ProofRow): Cursor => {
    if (pointed && pointed.key < of.tokens.length) return { key: pointed.key, component: pointed.component ?? component };
    const elsewhere = scene?.cell?.query === of.token ? scene.cell.key : null;
    return { key: elsewhere ?? chosenKey ?? of.weights.reduce((best, weight, key) => weight > of.weights[best] ? key : best, 0), component };
  };
  const chosenComponent = (of: ProofRow) => component ?? of.q.reduce((best, value, d) => Math.abs(value) > Math.abs(of.q[best]) ? d : best, 0);

  // One line says every number of what is pointed at.
  const tell = () => {
    if (!row) return;
    if (said !== null) { setText(readout, said); return; }
    const { key, component: d } = cursor(row), i = key * row.size + (d ?? 0), name = `${glyphOf(row.tokens[key].text).text} at ${key}`, hidden = key >= row.seen;
    const asked = row.average ? [] : d === null ? [`q·k ${shown(row.raw[key])}`] : [`q ${shown(row.q[d])} × k ${shown(row.keys[i])} = ${shown(row.products[i])}`];
    const given = hidden ? 'masked: the future' : d === null ? `weight ${shown(row.weights[key])}` : `v ${shown(row.values[i])} × weight ${shown(row.weights[key])} = ${shown(row.parts[i])}`;
    setText(readout, `${name}${d === null ? '' : `, component ${d}`}: ${[...asked, given].join(' · ')}${d === null ? '' : ` · output ${shown(row.output[d])}`}`);
  };

  const settle = () => {
    if (!row) return;
    const check = recompute(row), line = part(root, 'check'), good = check.largest <= tolerance;
    setText(line, `Worked again in this browser${row.weight ? ' from x and W on' : row.average ? '' : ' from q and k on'}: largest difference ${sizeText(check.largest)} over ${countText(check.count)} numbers in ${check.steps.length} steps${good ? '' : ', more than 1e−6'}; in one go, without looking at the steps, weights and output differ by at most ${sizeText(check.atOnce)}.`);
    line.classList.remove('is-old');
    line.classList.toggle('is-off', !good);
    root.dataset.difference = String(check.largest);
    const steps = part(root, 'check-steps');
    resize(steps, check.steps.length, () => { const tr = make('tr'); tr.append(make('th', '', '', { scope: 'row' }), make('td', 'right'), make('td', 'right')); return tr; });
    check.steps.forEach(({ name, count, largest }, i) => [name, countText(count), sizeText(largest)].forEach((text, cell) => setText(steps.children[i].children[cell], text)));
    for (const list of ['x-list', 'key-list']) part(root, list).hidden = !numbers;
    if (!numbers) return;
    queryNumbers(part(root, 'x-list'), row, chosenComponent(row));
    keyNumbers(part(root, 'key-list'), row, cursor(row).key);
  };

  const state = (name: string, words: string) => {
    if (name !== 'ready') { row = null; setText(part(root, 'title'), ''); }
    if (root.dataset.state !== name) root.dataset.state = name;
    setText(part(root, 'empty'), words);
  };
  const source = (options.lesson ? lessonRow : inspectedRow)({
    scene(next) { scene = next; if (next) later(); else draw(); },
    failed(message) { state('failed', ''); sayIn(root, message); },
  });

  const walk = (by: number) => { if (row) source.look({ token: Math.max(0, Math.min(row.tokens.length - 1, row.token + by)) }); };
  part(root, 'before').addEventListener('click', () => walk(-1));
  part(root, 'after').addEventListener('click', () => walk(1));
  scroller.addEventListener('keydown', event => {
    if (!row) return;
    const { key } = cursor(row), vertical = { ArrowUp: key - 1, ArrowDown: key + 1 }[event.key];
    if (vertical !== undefined) chosenKey = Math.max(0, Math.min(row.tokens.length - 1, vertical));
    else if (event.key === 'Escape') component = chosenKey = null;
    else {
      const to = stepped(event.key, component ?? (event.key === 'ArrowRight' ? -1 : 0), row.size);
      if (to === null) return;
      component = to;
      query.draw(row, palette, to);
    }
    event.preventDefault();
    pointed = null;
    table.reveal(cursor(row).key);
    mark();
  });

  part(root, 'copy').addEventListener('click', event => {
    const button = (event.target as Element).closest<HTMLButtonElement>('[data-kind]');
    if (button && row) void copy(button, rowText(button.dataset.kind as TextKind, row, { run: scene?.run ?? null }));
  });
  const copy = async (button: HTMLButtonElement, text: string) => {
    const byHand = part<HTMLTextAreaElement>(root, 'by-hand'), box = part(root, 'by-hand-box'), name = nameOf(button), label = button.dataset.label ??= name.textContent!;
    try {
      await navigator.clipboard.writeText(text);
      box.hidden = true;
      name.textContent = 'Copied';
      clearTimeout(thanks);
      thanks = setTimeout(() => { for (const b of part(root, 'copy').querySelectorAll('button')) if (b.dataset.label) nameOf(b).textContent = b.dataset.label; }, thanksFor);
    } catch { // no permission, or a page that is not served securely
      name.textContent = label;
      byHand.value = text;
      box.hidden = false;
      byHand.focus();
      byHand.select();
    }
  };

  const legend = () => drawSignedLegend(part<HTMLCanvasElement>(root, 'legend'), palette);
  const themes = onThemeChange(() => requestAnimationFrame(() => { palette = paletteOf(root); legend(); later(); }));
  const sight = new IntersectionObserver(entries => {
    inSight = entries[entries.length - 1].isIntersecting;
    if (inSight && stale) { stale = false; later(); }
  }, { rootMargin: '200px' });
  sight.observe(root);
  const resized = new ResizeObserver(() => { table.resized(); later(); });
  resized.observe(scroller);
  legend();
  release(root);
  return {
    update(next) { numbers = next.numbers; settle(); },
    dispose() {
      source.dispose();
      table.dispose();
      themes();
      sight.disconnect();
      resized.disconnect();
      cancelAnimationFrame(frame);
      clearTimeout(rest);
      clearTimeout(thanks);
    },
  };
}

/** The words on a button. */
const nameOf = (button: HTMLElement): Element => button.querySelector('.mud-button-label') ?? button;
