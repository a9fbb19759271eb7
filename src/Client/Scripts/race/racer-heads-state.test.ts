// A racer's heads show the newest frame, the kept one while the race looks back, and what is wrong in words.
import { expect, test } from 'vitest';
import type { Frame } from '../server/frame';
import { noHeads, reduce, viewOf, type Racer, type RacerHeadsEvent } from './racer-heads-state';

const racer: Racer = { runId: 'r1', live: true, layers: 2, heads: 2, masked: true, probe: 'ab', tokens: ['a', 'b'], inspect: 'inspect?run=r1', framesPerSecond: 4 };
const frameAt = (step: number) => ({ step, tokens: 2 }) as Frame;
const came = (step: number): RacerHeadsEvent => ({ kind: 'feed', fresh: frameAt(step), ended: false, refused: '' });
const looks = (moment: number | null, frame?: Frame, refused = ''): RacerHeadsEvent => ({ kind: 'look', back: { moment, frame, refused, probe: frame && { fromStep: 0, text: 'cd', tokens: ['c', 'd'] } } });
const after = (...events: RacerHeadsEvent[]) => viewOf(events.reduce(reduce, noHeads(racer)));

test('before anything came there is no step and no number', () => expect(after()).toMatchObject({ frame: undefined, step: '–', badge: 'connecting…', mood: 'waiting', note: '' }));

test('the newest frame is shown, live', () => expect(after({ kind: 'hub', hub: 'connected' }, came(10), came(1234))).toMatchObject({ step: '1,234', badge: 'live', mood: 'live' }));

test('a draw without a fresh frame keeps the one before', () => expect(after(came(10), { kind: 'feed', fresh: undefined, ended: false, refused: '' }).step).toBe('10'));

test('looking back shows the kept frame with its own probe text, and live frames go on behind it', () => {
  const view = after(came(10), looks(5, frameAt(5)), came(20));
  expect(view).toMatchObject({ step: '5', badge: 'kept', probe: { text: 'cd' } });
  expect(after(came(10), looks(5, frameAt(5)), came(20), looks(null))).toMatchObject({ step: '20', probe: { text: 'ab' } });
});

test('a moment without a frame shows none, and says why', () => expect(after(came(10), looks(5, undefined, 'Step 5 is not kept.'))).toMatchObject({ frame: undefined, step: '–', note: 'Step 5 is not kept.' }));

test('what the feed refuses is said below, and the last frame stays', () => expect(after({ kind: 'hub', hub: 'connected' }, came(10), { kind: 'feed', fresh: undefined, ended: true, refused: 'The run is gone.' })).toMatchObject({ step: '10', badge: 'last frame', note: 'The run is gone.' }));

test('another run, shape or probe text has no frame yet; a run that ends keeps its own', () => {
  for (const other of [{ runId: 'r2' }, { layers: 3 }, { heads: 1 }, { probe: 'xy' }]) expect(after(came(10), { kind: 'racer', racer: { ...racer, ...other } }).frame).toBeUndefined();
  expect(after({ kind: 'hub', hub: 'connected' }, came(10), { kind: 'racer', racer: { ...racer, live: false } })).toMatchObject({ step: '10', badge: 'last frame' });
});
