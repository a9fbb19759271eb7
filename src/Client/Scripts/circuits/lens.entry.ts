// The logit lens as a table: rows are the parts of the model, columns the positions, or the candidates at one of them.
import { cssColour, inkOn, onThemeChange, paletteOf } from '../drawing/colour-scale';
import type { Lens, LensRow } from '../contract';
import { make, part, release, sayIn, setText } from '../dom/element';
import { exact } from '../words/number-format';
import { countText } from '../words/number-text';
import { look } from '../inspect/scene';
import { glyphOf } from '../words/token-glyph';
import type { Widget } from '../dom/widget';
import { circuitSource, common } from './circuit-source';

/** Candidates in a row. */
const mostCandidates = 6;

export function initialize(root: HTMLElement): Widget<{ show: string }> {
  const head = part(root, 'head'), body = part(root, 'body');
  let palette = paletteOf(root), answer: Lens | null = null, inSight = -1, frame = 0;

  const source = circuitSource<Lens>(root, 'lens', {
    question: scene => ({ ...common(scene), position: scene.locked ? scene.token : undefined }),
    answer(next) { answer = next; say(''); root.dataset.state = 'ready'; draw(); },
    refused(message) { say(message); if (!answer) root.dataset.state = 'refused'; },
    busy(busy) { root.classList.toggle('is-busy', busy); },
    scene(scene) { if (!scene) { answer = null; inSight = -1; root.dataset.state = 'loading'; } },
  });
  const say = (message: string) => sayIn(root, message);
  const draw = () => { frame ||= requestAnimationFrame(() => { frame = 0; if (answer) render(answer); }); };

  const render = (lens: Lens) => {
    setText(part(root, 'rule'), lens.rule);
    const place = glyphOf(lens.tokens[lens.position].text), end = glyphOf(lens.followed[lens.position].text);
    const found = lens.stages.findIndex((_, i) => lens.stages.slice(i).every(stage => stage.ranks[lens.position] === 1));
    setText(part(root, 'said'), `At step ${countText(lens.step)}, after ${place.text} at ${lens.position}, the model ends with ${end.text} (${percent(lens.stages[lens.stages.length - 1].followed[lens.position])}); it leads from “${stageName(lens, lens.stages[found])}” on.`);
    setText(part(root, 'caption'), root.dataset.show === 'positions' ? 'The likeliest next token after each part of the model, at every position' : `Candidates after ${place.name} at ${lens.position}, after each part of the model`);
    if (root.dataset.show === 'positions') { positions(lens); bring(lens.position); } else candidates(lens);
  };

  /** Scrolls the chosen position into view, once: what a person then scrolls away stays away. */
  const bring = (position: number) => {
    const column = head.firstElementChild?.children[position + 1] as HTMLElement | undefined, box = part(root, 'scroll');
    if (!column || position === inSight || box.clientWidth === 0) return;
    inSight = position;
    const names = (head.firstElementChild!.firstElementChild as HTMLElement).offsetWidth, left = column.offsetLeft, right = left + column.offsetWidth;
    if (left - names < box.scrollLeft) box.scrollLeft = left - names;
    else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth;
  };

  const positions = (lens: Lens) => {
    const names = make('tr');
    names.append(make('th', '', 'after', { scope: 'col' }), ...lens.tokens.map((token, i) => {
      const cell = make('th', i === lens.position ? 'is-chosen' : '', '', { scope: 'col' }), glyph = glyphOf(token.text);
      const button = make('button', 'lens-position', glyph.text, { type: 'button', title: `${glyph.name} at ${i}: look at it`, 'aria-label': `${glyph.name} at ${i}` });
      button.addEventListener('click', () => look({ token: i }));
      cell.append(button);
      return cell;
    }));
    head.replaceChildren(names);
    body.replaceChildren(...lens.stages.map(stage => {
      const row = make('tr');
      row.append(make('th', '', stageName(lens, stage), { scope: 'row' }), ...stage.top.map((token, i) => {
        const glyph = glyphOf(token.text), cell = make('td', stage.ranks[i] === 1 ? 'is-final' : '', glyph.text);
        cell.title = `${glyph.name}: ${percent(stage.probability[i])}; what the model ends with, ${glyphOf(lens.followed[i].text).name}: ${percent(stage.followed[i])}, rank ${stage.ranks[i]}; entropy ${stage.entropy[i].toFixed(2)} nats`;
        cell.style.background = cssColour(palette, stage.probability[i]);
        cell.style.color = inkOn(palette, stage.probability[i]);
        return cell;
      }));
      return row;
    }));
  };

  const candidates = (lens: Lens) => {
    const names = make('tr');
    names.append(make('th', '', 'after', { scope: 'col' }), ...Array.from({ length: mostCandidates }, (_, i) => make('th', '', String(i + 1), { scope: 'col' })), make('th', 'right', 'entropy', { scope: 'col' }));
    head.replaceChildren(names);
    const end = lens.followed[lens.position].id;
    body.replaceChildren(...lens.stages.map(stage => {
      const row = make('tr');
      row.append(make('th', '', stageName(lens, stage), { scope: 'row' }), ...stage.candidates.slice(0, mostCandidates).map(candidate => {
        const glyph = glyphOf(candidate.text), cell = make('td', candidate.id === end ? 'is-final' : '');
        cell.append(make('b', '', glyph.text), make('span', '', ` ${percent(candidate.probability)}`));
        cell.title = `${glyph.name}: probability ${exact(candidate.probability)}, logit ${exact(candidate.logit)}`;
        cell.style.background = cssColour(palette, candidate.probability);
        cell.style.color = inkOn(palette, candidate.probability);
        return cell;
      }), make('td', 'right num', stage.entropy[lens.position].toFixed(2)));
      return row;
    }));
  };

  const themes = onThemeChange(() => requestAnimationFrame(() => { palette = paletteOf(root); draw(); }));
  release(root);
  source.start();
  return {
    update(told) { root.dataset.show = told.show; draw(); },
    dispose() {
      source.dispose();
      themes();
      cancelAnimationFrame(frame);
    },
  };
}

function stageName(lens: Lens, stage: LensRow): string {
  if (stage.layer === null) return 'embedding';
  return `${stage.layer + 1}: ${stage.place === 'mixing' ? lens.mixing : 'feed-forward'}`;
}

const percent = (probability: number) => probability < 0.0001 ? '<0.01 %' : `${(probability * 100).toFixed(probability < 0.1 ? 2 : 1)} %`;
