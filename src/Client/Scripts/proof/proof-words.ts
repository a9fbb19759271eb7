// What the proof says of its row in words: what kind of row it is, and whose numbers these are.
import { glyphOf } from '../words/token-glyph';
import { shown } from './float-text';
import type { ProofRow } from './proof-row';

export function noteOf(row: ProofRow, lesson: boolean): string {
  const later = row.tokens.length - row.seen, glyph = glyphOf(row.tokens[row.token].text).text, sentences: string[] = [];
  if (row.average) sentences.push(`This model has no queries and no keys: ${glyph} gives each of the ${row.seen} tokens it sees the same weight, 1/${row.seen} = ${shown(row.weights[0])}.`);
  else if (row.divisor === 1 && !lesson) sentences.push('This model does not scale: q·k goes into the softmax as it is.');
  if (later > 0) sentences.push(`${later === 1 ? 'One later token is' : `${later} later tokens are`} masked: ${row.average ? 'the average leaves them out' : `${later === 1 ? 'its' : 'their'} q·k is real, but the softmax is given −∞`}.`);
  else if (row.token < row.tokens.length - 1) sentences.push('This model has no mask: later tokens count like earlier ones.');
  if (row.added) sentences.push('Interventions add to the affinities; the mask’s column shows what.');
  sentences.push(lesson ? 'The lab’s engine worked the example, as it works a model’s row.' : `Weights of step ${row.step}. Every number is a float32 with all its digits; ${row.average ? 'products are' : 'products, maximum, exponentials and their sum, which the model’s kernel makes in passing, are'} worked here in float32 from the model’s own.`);
  return sentences.join(' ');
}
