// The steps of a proof as bars: which there are, what they read at a key, and how far they reach.
import { describe, expect, test } from 'vitest';
import { barSteps, keyOf } from './bar-steps';
import { D, asking, madeHead, madeRow, type Kind } from './made-head.test-data';
import { proofRow, type ProofRow } from './proof-row';

const names = (row: ProofRow) => barSteps(row, 0).map(step => step.name.replace(/their sum .*/, 'their sum'));

describe('the key that is read', () => {
  const row = { token: 2, tokens: [...'abcd'].map((text, id) => ({ id, text })), weights: Float32Array.of(0.25, 0.5, 0.25) };

  test('is the one pointed at, a masked one too', () => expect([0, 3].map(key => keyOf(row, { query: 2, key }))).toEqual([0, 3]));

  test('is else the one with most weight, of equal ones the first', () => {
    expect([keyOf(row, null), keyOf(row, { query: 1, key: 0 }), keyOf(row, { query: 2, key: 4 })]).toEqual([1, 1, 1]);
    expect(keyOf({ ...row, weights: Float32Array.of(0.4, 0.2, 0.4) }, null)).toBe(0);
  });
});

describe('the steps', () => {
  test.each<[Kind, string[]]>([
    [{}, ['q · k', '÷ √4', 'e^(x − max)', '÷ their sum', '× v, added up']],
    [{ scaled: false }, ['q · k', 'e^(x − max)', '÷ their sum', '× v, added up']],
    [{ average: true }, ['weight', '× v, added up']],
  ])('of a row, %j, are %j', (kind, steps) => expect(names(madeRow(kind))).toEqual(steps));

  test('of a row with interventions have one more', () => {
    const given = madeHead();
    given.head.added = given.head.scaled.map(row => row.map((_, key) => key === 1 ? null : 0)) as number[][];
    const row = proofRow(given, 0, 0, asking)!, added = barSteps(row, 1)[2];
    expect(names(row)).toEqual(['q · k', '÷ √4', '+ intervention', 'e^(x − max)', '÷ their sum', '× v, added up']);
    expect([added.values, added.least, added.most]).toEqual([[0, 0, 0, 0, 0], 0, 0]); // what is minus infinity has no bar
    expect([added.shown, added.spoken]).toEqual([-Infinity, '+ intervention: −∞ at the key in view']);
  });
});

describe('a step', () => {
  const row = madeRow(), [matched, , exp, weight, said] = barSteps(row, 1);

  test('has a bar a token, masked ones too, and reads the one in view', () => {
    expect(matched.values).toEqual([...row.raw]);
    expect([matched.seen, matched.perChannel, matched.shown]).toEqual([4, false, row.raw[1]]);
    expect([exp.shown, weight.shown]).toEqual([row.exp[1], row.weights[1]]);
  });

  test('reaches as far as what is not masked, and to zero', () => {
    const { least, most, values } = barSteps({ ...row, raw: Float32Array.of(1, -2, 3, 0.5, 99) }, 1)[0];
    expect([least, most, values.at(-1)]).toEqual([-2, 3, 99]);
    expect([exp.least, exp.most]).toEqual([0, 1]);
    expect(weight.least).toBe(0);
  });

  test('that says what the head says has a bar a channel, and no number', () =>
    expect([said.values, said.perChannel, said.shown, said.spoken]).toEqual([[...row.output], true, null, `× v, added up: ${D} numbers`]));

  test('reads nothing at a key that is masked', () => {
    for (const step of barSteps(row, 4).slice(0, 4)) expect([step.shown, step.spoken]).toEqual([null, `${step.name}: this key is masked`]);
  });

  test('of what all exponentials add up to names it', () => expect(weight.name).toBe(`÷ their sum ${row.sum.toFixed(3)}`));
});

test('a head of one channel says one number', () => expect(barSteps({ ...madeRow(), output: Float32Array.of(1) }, 0).at(-1)!.spoken).toBe('× v, added up: 1 number'));
