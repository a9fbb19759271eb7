// Before and after: next token, loss, loss of each token, and one head's weights after minus before.
import type { Palette } from '../drawing/colour-scale';
import type { Effect, ShiftedCandidate } from '../contract';
import { differenceScale, drawDifferenceLegend, roundLimit } from '../matrix/difference-scale';
import { signedExact } from '../matrix/difference-tables';
import { make, part, resize, setText } from '../dom/element';
import { digits, exact } from '../words/number-format';
import { countText } from '../words/number-text';
import type { Cell } from '../inspect/scene';
import { glyphOf } from '../words/token-glyph';
import { matrixView, type MatrixScene } from '../matrix/token-matrix';
import { signedShort, tint } from './signed-colour';
import { largest } from './votes-parts';

export interface EffectView { draw(effect: Effect, palette: Palette): void }

export function effectView(root: HTMLElement, redraw: () => void): EffectView {
  let shown: Effect | null = null, cell: Cell | null = null, token: number | null = null, colours: Palette | null = null;
  const legend = part<HTMLCanvasElement>(root, 'legend');
  const matrix = matrixView(part(root, 'matrix'), {
    point(next) { cell = next; if (next) token = next.query; mark(); },
    lock(next) { cell = next; token = next.query; mark(); },
    release() { cell = null; mark(); },
  }, redraw);

  const mapScene = (effect: Effect, palette: Palette): MatrixScene => {
    const scale = differenceScale(palette, roundLimit(largest(effect.head!.difference.flat().map(Math.abs))));
    return {
      tokens: effect.read, rows: effect.head!.difference, token: rowOf(effect), locked: false, cell,
      label: 'Difference of weights, after minus before', colourOf: scale.colourOf, textOf: value => signedShort(value).replace('0.', '.'),
    };
  };
  const mark = () => {
    if (!shown?.head || !colours) return;
    matrix.mark(mapScene(shown, colours));
    readout(shown);
  };
  /** The row that was pointed at last; before that, the one that moved most. */
  const rowOf = (effect: Effect): number => {
    const sizes = effect.head!.difference.map(row => row.reduce((sum, value) => sum + Math.abs(value), 0));
    return token !== null && token < sizes.length ? token : sizes.indexOf(Math.max(...sizes));
  };
  const readout = (effect: Effect) => {
    const head = effect.head!, at = rowOf(effect), row = head.difference[at], key = cell?.key ?? row.reduce((best, value, at) => Math.abs(value) > Math.abs(row[best]) ? at : best, 0);
    const name = (i: number) => `${glyphOf(effect.read[i].text).text} at ${i}`, query = cell?.query ?? at, value = head.difference[query][key];
    setText(part(root, 'readout'), value === undefined ? `${name(query)} → ${name(key)}: masked`
      : `${name(query)} → ${name(key)}: ${exact(head.before[query][key])} before, ${exact(head.after[query][key])} after, ${signedExact(value)}`);
  };

  const map = (effect: Effect, palette: Palette) => {
    part(root, 'map-box').hidden = effect.head === null || effect.interventions === 0;
    if (!effect.head || effect.interventions === 0) return;
    const { layer, head, difference, moved } = effect.head, scene = mapScene(effect, palette), most = largest(difference.flat());
    if (cell && (cell.query >= difference.length || cell.key >= difference.length)) cell = null;
    setText(part(root, 'map-name'), `layer ${layer + 1}, head ${head + 1}: ${moved === 0 ? 'unchanged' : `${(moved * 100).toFixed(1)} % of its attention goes elsewhere`}`);
    matrix.draw({ ...scene, cell }, palette);
    drawDifferenceLegend(legend, palette, differenceScale(palette, roundLimit(difference.flat().every(value => value === 0) ? 0 : most)), legend.parentElement!.clientWidth, ['← less than before', 'more than before →']);
    readout(effect);
  };

  return {
    draw(effect, palette) {
      shown = effect;
      colours = palette;
      setText(part(root, 'said'), sentence(effect));
      fillNext(part(root, 'next'), effect.next);
      fillLosses(part(root, 'losses'), effect, palette);
      map(effect, palette);
    },
  };
}

function sentence(effect: Effect): string {
  const { lossBefore, lossAfter } = effect;
  const loss = lossBefore === null || lossAfter === null ? 'A text of one token has no loss.'
    : effect.interventions === 0 ? `Nothing is changed: at step ${countText(effect.step)} the text costs ${lossBefore.toFixed(4)} nats a token.`
    : `At step ${countText(effect.step)} the text costs ${lossBefore.toFixed(4)} nats a token before and ${lossAfter.toFixed(4)} after (${signedShort(lossAfter - lossBefore)}).`;
  if (effect.interventions === 0) return loss;
  return effect.same ? `${loss} Every logit is the same to the last bit.` : `${loss} ${(effect.moved * 100).toFixed(1)} % of the next token’s probability went to other tokens.`;
}

function fillNext(body: HTMLElement, candidates: readonly ShiftedCandidate[]): void {
  resize(body, candidates.length, () => {
    const row = make('tr'), cells = [0, 1].map(() => {
      const cell = make('td', 'cand-bar');
      cell.append(make('span', 'cand-fill'), make('span', 'cand-probability num'));
      return cell;
    });
    row.append(make('th', 'mono', '', { scope: 'row' }), ...cells, make('td', 'right num'));
    return row;
  });
  candidates.forEach((one, i) => {
    const row = body.children[i], glyph = glyphOf(one.text), change = one.probabilityAfter - one.probabilityBefore;
    setText(row.children[0], glyph.text);
    row.children[0].setAttribute('title', glyph.name);
    for (const [at, probability, rank, logit] of [[1, one.probabilityBefore, one.rankBefore, one.logitBefore], [2, one.probabilityAfter, one.rankAfter, one.logitAfter]] as const) {
      const cell = row.children[at];
      (cell.children[0] as HTMLElement).style.transform = `scaleX(${probability})`;
      setText(cell.children[1], `${(probability * 100).toFixed(2)} %`);
      cell.setAttribute('title', `rank ${rank}, logit ${digits(logit)}`);
    }
    setText(row.children[3], pointsText(change * 100));
    row.children[3].setAttribute('title', `${signedExact(change)} in probability`);
  });
}

/** A change in hundredths of the whole. */
const pointsText = (points: number) => points === 0 ? '0' : Math.abs(points) < 0.005 ? '< 0.01' : `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(2)}`;

function fillLosses(list: HTMLElement, effect: Effect, palette: Palette): void {
  const changes = effect.lossesAfter.map((loss, i) => loss - effect.lossesBefore[i]), most = Math.max(0.1, largest(changes));
  resize(list, effect.tokens.length, () => {
    const item = make('li', 'votes-token');
    item.append(make('span', 'votes-glyph'), make('span', 'votes-value num'));
    return item;
  });
  effect.tokens.forEach((token, i) => {
    const item = list.children[i] as HTMLElement, glyph = glyphOf(token.text), change = i === 0 ? 0 : changes[i - 1];
    setText(item.children[0], glyph.text);
    setText(item.children[1], i === 0 ? '·' : signedShort(change));
    item.title = i === 0 ? `${glyph.name}: nothing comes before it` : `${glyph.name} at ${i}: ${effect.lossesBefore[i - 1].toFixed(4)} nats before, ${effect.lossesAfter[i - 1].toFixed(4)} after`;
    tint(item, -change, most, palette); // worse is orange
  });
}
