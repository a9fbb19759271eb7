// What of a prompt the model sees.
import { expect, test } from 'vitest';
import { splitPrompt } from './prompt-line';

test('a prompt longer than the context has a part that is not seen', () =>
  expect(splitPrompt('Hear me, my King', ' my King', 8)).toEqual({ unseen: 'Hear me,', seen: ' my King' }));

test('one that fits is seen whole', () => expect(splitPrompt('my King', 'my King', 0)).toEqual({ unseen: '', seen: 'my King' }));

test('tokens that do not spell the prompt leave it whole', () => expect(splitPrompt('a🙂b', '‹F0›b', 3)).toEqual({ unseen: '', seen: 'a🙂b' }));
