// Which heads a list shows at the moment that the time-lapse stands at.
import { expect, test } from 'vitest';
import type { HeadColumn, HeadHistory } from '../contract';
import { columnOf, headName, headsOf, indexOf } from './head-history';

const history = {
  rule: '', least: 0.4, lasting: 3, steps: [0, 10, 20], takenOn: [], heads: [
    { layer: 0, head: 0, roles: ['none', 'previousToken', 'previousToken'], repeated: { previousToken: [0.1, 0.5, 0.6] }, probe: { previousToken: [0.1, 0.2, 0.3] } },
    { layer: 0, head: 1, roles: ['none', 'previousToken', 'induction'], repeated: { previousToken: [0.1, 0.9, 0.1], induction: [0, 0, 0.7] }, probe: {} },
  ],
} as unknown as HeadHistory;

test.each([[null, 2], [0, 0], [9, 0], [10, 1], [500, 2]])('at moment %j the kept step of index %i is shown, the last up to it', (moment, index) => expect(indexOf(history, moment)).toBe(index));

test('heads of a role are those that have it then, strongest first', () =>
  expect(headsOf(history, 'previousToken', 1).map(one => `${headName(one.head)} ${one.score}`)).toEqual(['L1 H2 0.9', 'L1 H1 0.5']));

test('without a repeated sequence a column is the probe’s', () => expect(columnOf({ repeated: null, probe: { entropy: [1, 2] } } as unknown as HeadColumn, 'repeated', 'entropy')).toEqual([1, 2]));
