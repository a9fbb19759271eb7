// What a proof says of rows that lack a mask, a scale, or queries and keys.
import { expect, test } from 'vitest';
import { madeRow } from './made-head.test-data';
import { noteOf } from './proof-words';

test.each([
  [{}, 'One later token is masked: its q·k is real, but the softmax is given −∞.'],
  [{ masked: false }, 'This model has no mask: later tokens count like earlier ones.'],
  [{ scaled: false }, 'This model does not scale: q·k goes into the softmax as it is.'],
  [{ average: true }, 'This model has no queries and no keys: b gives each of the 4 tokens it sees the same weight, 1/4 = 0.25.'],
])('of a row, %j: %s', (kind, sentence) => expect(noteOf(madeRow(kind), false)).toContain(sentence));
