// “Which token voted?”: the logit of a chosen next token as bars by part, a grid by head, and tokens by what came from them.
import { onThemeChange, paletteOf } from '../drawing/colour-scale';
import type { Attribution, AttributionPart } from '../contract';
import { make, part, release, resize, sayIn, setText } from '../dom/element';
import { digits } from '../words/number-format';
import { countText } from '../words/number-text';
import { look } from '../inspect/scene';
import { glyphOf } from '../words/token-glyph';
import type { Host, Widget } from '../dom/widget';
import { circuitSource, common } from './circuit-source';
import { signedShort, tint } from './signed-colour';
import { byPart, bySource, headsOf, largest, nameOf } from './votes-parts';

/** A token to ask about: one of the likeliest, or one that was typed; and whose heads the source tokens are counted of. */
type Told = { token: number } | { typed: string } | { which: string };

export function initialize(root: HTMLElement, _: unknown, host: Host): Widget<Told> {
  const grid = part(root, 'heads'), list = part<HTMLOListElement>(root, 'sources');
  let palette = paletteOf(root), answer: Attribution | null = null, head = { layer: 0, head: 0 };
  let chosen: { token: number } | { text: string } | null = null, run = '', which = 'all', shown = '', frame = 0;

  const source = circuitSource<Attribution>(root, 'attribution', {
    question: scene => ({ ...common(scene), position: scene.locked ? scene.token : undefined, ...chosen }),
    answer(next) { answer = next; say(''); root.dataset.state = 'ready'; draw(); },
    refused(message) { say(message); if (!answer) root.dataset.state = 'refused'; },
    busy(busy) { root.classList.toggle('is-busy', busy); },
    scene(scene) {
      if (!scene) { answer = null; root.dataset.state = 'loading'; return; }
      if (run !== scene.run) { [run, chosen] = [scene.run, null]; } // another run has other tokens
      const other = scene.layer !== head.layer || scene.head !== head.head;
      head = { layer: scene.layer, head: scene.head };
      if (other) draw();
    },
  });
  const say = (message: string) => sayIn(root, message);
  const draw = () => { frame ||= requestAnimationFrame(() => { frame = 0; if (answer) render(answer); }); };
  const choose = (next: typeof chosen) => { chosen = next; source.ask(); };

  const render = (a: Attribution) => {
    const place = glyphOf(a.tokens[a.position].text), token = glyphOf(a.token.text);
    setText(part(root, 'after'), `After ${place.text} at ${a.position}:`);
    candidates(a);
    setText(part(root, 'sum'), `At step ${countText(a.step)}, ${token.text} has the logit ${digits(a.logit)} (rank ${a.rank}, ${(a.probability * 100).toFixed(2)} %). The parts sum to ${digits(Math.fround(a.sum))}, ${Math.abs(a.difference).toExponential(1).replace('e-', 'e−')} from it.`);
    parts(a);
    const heads = headsOf(a);
    part(root, 'heads-box').hidden = heads.length === 0;
    if (heads.length > 0) { headGrid(heads); tokens(a); }
    setText(part(root, 'rule'), a.rule);
    every(a);
  };

  // The controls above offer the likeliest, and mark the one that is asked about.
  const candidates = (a: Attribution) => {
    const next = a.next.slice(0, 6).map(({ id, text, probability }) => ({ id, text: glyphOf(text).text, title: `${glyphOf(text).name}, ${(probability * 100).toFixed(2)} %` }));
    const now = { run, chosen: a.token.id, next }, words = JSON.stringify(now);
    if (words === shown) return;
    shown = words;
    void host.invokeMethodAsync('Looked', now);
  };

  const parts = (a: Attribution) => {
    const body = part(root, 'parts'), summands = byPart(a), most = largest(summands.map(one => one.value));
    resize(body, summands.length, () => {
      const row = make('tr'), bar = make('td', 'votes-bar');
      bar.append(make('span', 'votes-fill'));
      row.append(make('th', '', '', { scope: 'row' }), bar, make('td', 'right num'));
      return row;
    });
    summands.forEach((one, i) => {
      const row = body.children[i], fill = row.children[1].firstElementChild as HTMLElement, size = Math.abs(one.value) / most * 50;
      setText(row.children[0], one.name);
      fill.style.left = one.value < 0 ? `${50 - size}%` : '50%';
      fill.style.width = `${size}%`;
      tint(fill, one.value < 0 ? -0.85 : 0.85, 1, palette);
      setText(row.children[2], signedShort(one.value));
      row.children[2].setAttribute('title', digits(one.value));
    });
  };

  const headGrid = (heads: AttributionPart[]) => {
    const most = largest(heads.map(one => one.value)), columns = Math.max(...heads.map(one => one.head!)) + 1;
    grid.style.setProperty('--columns', String(columns));
    resize(grid, heads.length, () => {
      const cell = make('button', 'votes-head num', '', { type: 'button' });
      cell.addEventListener('click', () => look({ layer: Number(cell.dataset.layer), head: Number(cell.dataset.head) }));
      return cell;
    });
    heads.forEach((one, i) => {
      const cell = grid.children[i] as HTMLButtonElement;
      cell.dataset.layer = String(one.layer);
      cell.dataset.head = String(one.head);
      setText(cell, signedShort(one.value));
      cell.title = `${nameOf(one)} adds ${digits(one.value)}`;
      cell.setAttribute('aria-label', `${nameOf(one)} adds ${signedShort(one.value)}`);
      cell.setAttribute('aria-pressed', String(one.layer === head.layer && one.head === head.head));
      tint(cell, one.value, most, palette);
    });
  };

  const tokens = (a: Attribution) => {
    const sums = bySource(a, which === 'one' ? head : null), most = largest(sums);
    resize(list, sums.length, () => make('li', 'votes-token'));
    sums.forEach((value, i) => {
      const item = list.children[i] as HTMLElement, glyph = glyphOf(a.tokens[i].text);
      if (item.children.length === 0) item.append(make('span', 'votes-glyph'), make('span', 'votes-value num'));
      setText(item.children[0], glyph.text);
      setText(item.children[1], i > a.position && value === 0 ? '·' : signedShort(value));
      item.title = `${glyph.name} at ${i}: ${digits(value)}`;
      item.classList.toggle('is-querying', i === a.position);
      tint(item, value, most, palette);
    });
  };

  const every = (a: Attribution) => {
    const body = part(root, 'every');
    resize(body, a.parts.length, () => {
      const row = make('tr');
      row.append(make('th', '', '', { scope: 'row' }), make('td', 'right num'), make('td', 'mono'));
      return row;
    });
    a.parts.forEach((one, i) => {
      const row = body.children[i], from = one.bySource?.reduce((best, value, at) => Math.abs(value) > Math.abs(one.bySource![best]) ? at : best, 0);
      setText(row.children[0], nameOf(one));
      setText(row.children[1], digits(one.value));
      setText(row.children[2], from === undefined || one.value === 0 ? '' : `${glyphOf(a.tokens[from].text).text} at ${from}: ${signedShort(one.bySource![from])}`);
    });
  };

  const themes = onThemeChange(() => requestAnimationFrame(() => { palette = paletteOf(root); draw(); }));
  release(root);
  source.start();
  return {
    update(told) {
      if ('which' in told) { which = told.which; draw(); }
      else choose('token' in told ? told : told.typed === '' ? null : { text: told.typed });
    },
    dispose() {
      source.dispose();
      themes();
      cancelAnimationFrame(frame);
    },
  };
}
