// What the views show, in words and figures: the querying token's row, the cell that is pointed at, the part of the prompt that the model does not see.
import { part, setText } from './element';
import { strongest, type Inspection } from './inspection';
import { exact } from './number-format';
import { countText } from './number-text';
import type { Scene } from './scene';
import { glyphOf, visible } from './token-glyph';

/** `rows` are those of the head that is shown: the chosen one, or one that is pointed at. */
export function describe(root: HTMLElement, scene: Scene, rows: readonly Float32Array[]): void {
  const { tokens } = scene.inspection, name = (i: number) => `${glyphOf(tokens[i].text).text} at ${i}`, weights = rows[scene.token], top = strongest(weights);
  const later = tokens.length - weights.length, even = weights.length > 1 && weights.every(weight => weight === weights[0]);
  setText(part(root, 'token-readout'), `${name(scene.token)} attends to ${weights.length} token${weights.length === 1 ? '' : 's'}${even ? ', to all alike' : `, most to ${name(top)}`}${later > 0 ? `; ${later} later ${later === 1 ? 'one is' : 'ones are'} masked: the future` : ''}.`);
  part(root, 'release').hidden = !scene.locked;
  const { cell } = scene;
  if (cell) {
    const weight = rows[cell.query][cell.key];
    setText(part(root, 'readout'), `${name(cell.query)} → ${name(cell.key)}: ${weight === undefined ? 'masked: the future' : exact(weight)}`);
  } else setText(part(root, 'readout'), `${name(scene.token)} → ${even ? 'each' : `most to ${name(top)}`}: ${exact(weights[top])}`);
  setText(part(root, 'row-sum'), `row sum ${exact(rows[cell?.query ?? scene.token].reduce((total, weight) => total + weight, 0))}`);
}

/** Shows what of the prompt does not fit the context, grey, over what lies below. */
export function showDropped(root: HTMLElement, inspection: Inspection, prompt: string): void {
  const { dropped, tokens } = inspection, seen = tokens.map(token => token.text).join('');
  const text = dropped > 0 && prompt.endsWith(seen) ? prompt.slice(0, prompt.length - seen.length) : '';
  part(root, 'unseen').hidden = dropped === 0;
  setText(part(root, 'dropped'), dropped > 0 ? `The model sees the last ${tokens.length} tokens; ${countText(dropped)} before them do not fit its context.` : '');
  const box = part(root, 'dropped-text'), words = visible(text);
  box.hidden = text === '';
  if (box.textContent === words) return;
  setText(box, words);
  box.scrollTop = box.scrollHeight;
}
