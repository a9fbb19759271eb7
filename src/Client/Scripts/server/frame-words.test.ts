// What is said of the frame that is shown.
import { expect, test } from 'vitest';
import { frameWords } from './frame-words';

const live = { refused: '', looksBack: false, connected: true, live: true, hasFrame: true };

test.each([
  ['frames come', {}, ['live', 'live']],
  ['the run has ended', { live: false }, ['last frame', 'still']],
  ['nothing was ever captured', { live: false, hasFrame: false }, ['no frame', 'still']],
  ['the hub is away', { connected: false }, ['connecting…', 'waiting']],
  ['one looks back, hub or not', { looksBack: true, connected: false }, ['kept', 'still']],
  ['it is the recording, which needs no hub', { recording: true, connected: false }, ['recording', 'still']],
  ['something was refused, before all else', { refused: 'gone', looksBack: true }, ['gone', 'error']],
])('%s', (_, change, words) => expect(frameWords({ ...live, ...change })).toEqual(words));
