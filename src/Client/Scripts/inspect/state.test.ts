// What Inspect looks at: pointing, locking, choosing heads, asking, going back, and another run.
import { describe, expect, test } from 'vitest';
import type { Inspection } from './inspection';
import type { Question } from './inspection-source';
import { viewOf } from './address';
import { addressedView, answers, headInView, noInspect, onlyARun, questionOf, reduce, type InspectEvent, type InspectState, type InspectTarget } from './state';

const target: InspectTarget = { run: 'a', status: 'finished', step: 400, hasWeights: true, probe: 'GREMIO', layers: 2, heads: 3 };
const after = (state: InspectState, ...events: InspectEvent[]): InspectState => events.reduce(reduce, state);

function inspection(text: string, layers = 2, heads = 3): Inspection {
  const tokens = [...text].map((text, id) => ({ id, text })), rows = tokens.map((_, query) => new Float32Array(query + 1).fill(1 / (query + 1)));
  return { step: 400, tokens, dropped: 0, layers, heads, weights: Array.from({ length: layers }, () => Array.from({ length: heads }, () => rows)), affinities: [], head: null, row: null, next: [] } as unknown as Inspection;
}
const asked = (state: InspectState): Question => questionOf(state, 100)!;
const answer = (state: InspectState, text = state.prompt): InspectEvent => ({ kind: 'answer', inspection: inspection(text), question: asked(state), pointerInside: false });

const begin = noInspect(target), ready = after(begin, answer(begin));

describe('pointing', () => {
  test('begins at the last token', () => expect(ready.token).toBe(5));

  test('at a token makes it the asking one, until another', () => expect(after(ready, { kind: 'preview', token: 2 })).toMatchObject({ token: 2, locked: false, cell: null }));

  test('at a token while one is locked reads the weight between the two', () =>
    expect(after(ready, { kind: 'lock', token: 4 }, { kind: 'preview', token: 1 })).toMatchObject({ token: 4, cell: { query: 4, key: 1 } }));

  test('at a cell makes its row the asking one', () => expect(after(ready, { kind: 'point', cell: { query: 3, key: 1 } })).toMatchObject({ token: 3, cell: { query: 3, key: 1 } }));

  test('at a cell while a token is locked leaves the token', () => expect(after(ready, { kind: 'lock', token: 5 }, { kind: 'point', cell: { query: 3, key: 1 } }).token).toBe(5));

  test('twice at the same is no change at all', () => {
    const once = after(ready, { kind: 'point', cell: { query: 3, key: 1 } });
    expect(reduce(once, { kind: 'point', cell: { query: 3, key: 1 } })).toBe(once);
    expect(reduce(ready, { kind: 'preview', token: 5 })).toBe(ready);
  });

  test('at a head shows that one for as long', () => {
    const there = after(ready, { kind: 'pointHead', head: { layer: 1, head: 2 } });
    expect(headInView(there)).toEqual({ layer: 1, head: 2 });
    expect(headInView(after(there, { kind: 'pointHead', head: null }))).toEqual({ layer: 0, head: 0 });
    expect(headInView(after(ready, { kind: 'pointHead', head: { layer: 7, head: 0 } }))).toEqual({ layer: 0, head: 0 });
  });
});

describe('a lock', () => {
  test('is released by the same token, and by Escape', () => {
    const locked = after(ready, { kind: 'lock', token: 2 });
    expect([locked.locked, after(locked, { kind: 'lock', token: 2 }).locked, after(locked, { kind: 'release' }).locked]).toEqual([true, false, false]);
  });

  test('goes with the keyboard', () => expect(after(ready, { kind: 'lock', token: 2 }, { kind: 'move', token: 3 })).toMatchObject({ token: 3, locked: true }));

  test('beyond a shorter prompt is dropped, and the last token asks', () => {
    const locked = after(ready, { kind: 'lock', token: 5 }, { kind: 'type', prompt: 'GRE' });
    expect(after(locked, answer(locked))).toMatchObject({ token: 2, locked: false });
  });
});

describe('heads', () => {
  test('a click takes one alone, and again all; shift adds', () => {
    const one = after(ready, { kind: 'choose', head: { layer: 1, head: 1 }, more: false });
    expect(one).toMatchObject({ layer: 1, head: 1, heads: [{ layer: 1, head: 1 }] });
    expect(after(one, { kind: 'choose', head: { layer: 1, head: 1 }, more: false }).heads).toBe('all');
    expect(after(one, { kind: 'choose', head: { layer: 0, head: 2 }, more: true }).heads).toHaveLength(2);
  });

  test('of another run that has fewer are those nearest', () => {
    const far = after(ready, { kind: 'choose', head: { layer: 1, head: 2 }, more: false });
    expect(after(far, { kind: 'target', target: { ...target, run: 'b', layers: 1, heads: 2 }, address: '?run=b' })).toMatchObject({ layer: 0, head: 1, heads: [{ layer: 0, head: 1 }], answer: null });
  });
});

describe('what is asked', () => {
  test('is nothing without weights, without a prompt, or with too long a one', () => {
    expect(questionOf(noInspect({ ...target, hasWeights: false }), 100)).toBeNull();
    expect(questionOf(after(ready, { kind: 'type', prompt: '' }), 100)).toBeNull();
    expect(questionOf(after(ready, { kind: 'type', prompt: 'x'.repeat(101) }), 100)).toBeNull();
  });

  test('has a row only where the last answer was to the same prompt', () => {
    const locked = after(ready, { kind: 'lock', token: 2 });
    expect(asked(locked).token).toBe(2);
    expect(asked(after(locked, { kind: 'type', prompt: 'GREM' })).token).toBeNull();
  });

  test('need not be asked again when a token is let go, but is when another is held', () => {
    const locked = after(ready, { kind: 'lock', token: 2 });
    expect(answers(asked(locked), asked(after(locked, { kind: 'release' })))).toBe(true);
    expect(answers(asked(locked), asked(after(locked, { kind: 'hold', token: 3 })))).toBe(false);
    expect(answers(asked(ready), asked(after(ready, { kind: 'step', step: 40 })))).toBe(false);
    expect(answers(null, asked(ready))).toBe(false);
  });

  test('names no head in a model without any', () => expect(asked(noInspect({ ...target, layers: 0, heads: 0 }))).toMatchObject({ layer: null, head: null, token: null }));
});

describe('an answer', () => {
  test('of another run is nobody’s', () => expect(reduce(ready, { ...answer(ready), question: { ...asked(ready), run: 'z' } } as InspectEvent)).toBe(ready));

  test('to a longer prompt goes to its end, unless somebody points', () => {
    const typed = after(ready, { kind: 'preview', token: 1 }, { kind: 'type', prompt: 'GREMIO:' });
    expect(after(typed, answer(typed)).token).toBe(6);
    expect(after(typed, { ...answer(typed), pointerInside: true } as InspectEvent).token).toBe(1);
  });

  test('takes a refusal back', () => {
    const refused = after(ready, { kind: 'refuse', message: 'no', question: asked(ready) });
    expect([refused.refusal?.message, after(refused, answer(refused)).refusal]).toEqual(['no', null]);
    expect(after(refused, { kind: 'type', prompt: '' }).refusal).toBeNull();
  });
});

describe('letters that the run’s text does not have', () => {
  const typed = after(ready, { kind: 'type', prompt: 'a🙂b🙂' });
  const told = after(typed, { kind: 'refuse', message: 'no 🙂', question: asked(typed), unknown: ['🙂'] });

  test('are left out, and the rest is asked for', () => {
    expect(asked(told).prompt).toBe('ab');
    expect(told).toMatchObject({ prompt: 'a🙂b🙂', refusal: null });
    expect(answers(asked(typed), asked(told))).toBe(false);
  });

  test('stay known while one types on, and are another run’s own matter', () => {
    expect(asked(after(told, { kind: 'type', prompt: '🙂abc' })).prompt).toBe('abc');
    expect(after(told, { kind: 'target', target: { ...target, run: 'b' }, address: '?run=b' }).unknown).toEqual([]);
  });

  test('alone leave nothing to ask', () => expect(questionOf(after(told, { kind: 'type', prompt: '🙂🙂' }), 100)).toBeNull());

  test('named a second time are a refusal like any other', () =>
    expect(after(told, { kind: 'refuse', message: 'no 🙂', question: asked(told), unknown: ['🙂'] }).refusal?.message).toBe('no 🙂'));
});

describe('the address', () => {
  test('brings back what was looked at', () => {
    const looked = after(ready, { kind: 'choose', head: { layer: 1, head: 2 }, more: false }, { kind: 'lock', token: 3 }, { kind: 'step', step: 40 }, { kind: 'tab', tab: 'votes' }, { kind: 'arcs', shown: false });
    const again = after(noInspect(target), { kind: 'restore', address: addressedView(looked) });
    expect(again).toMatchObject({ layer: 1, head: 2, token: 3, locked: true, step: 40, tab: 'votes', arcs: false, prompt: 'GREMIO' });
  });

  test('that says more than the run is followed into another run; one that does not keeps what was looked at', () => {
    expect([onlyARun('?run=b'), onlyARun('?run=b&embed=1&tab=lens'), onlyARun('?run=b&layer=1')]).toEqual([true, true, false]);
    const typed = after(ready, { kind: 'type', prompt: 'my King' });
    expect(after(typed, { kind: 'target', target: { ...target, run: 'b', probe: 'ROMEO' }, address: '?run=b' }).prompt).toBe('my King');
    expect(after(ready, { kind: 'target', target: { ...target, run: 'b', probe: 'ROMEO' }, address: '?run=b' }).prompt).toBe('ROMEO');
  });

  test('names the chosen head among those looked at', () =>
    expect(after(begin, { kind: 'restore', address: viewOf('?run=a&layer=1&head=1&heads=0.0,0.2') }).heads).toEqual([{ layer: 1, head: 1 }, { layer: 0, head: 0 }, { layer: 0, head: 2 }]));
});

test('another panel can ask for a head, a token, a step, a prompt and interventions at once', () =>
  expect(after(ready, { kind: 'look', look: { layer: 1, head: 0, token: 2, step: 7, prompt: 'my', edits: { liftMask: true } } })).toMatchObject({ layer: 1, head: 0, token: 2, locked: true, step: 7, prompt: 'my', edits: { liftMask: true } }));
