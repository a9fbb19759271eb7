// What of a prompt the model sees.
import { expect, test } from 'vitest';
import { splitPrompt } from './prompt-line';

const seen = (text: string) => ({ text, strange: false }), strange = (text: string) => ({ text, strange: true });

test('a prompt longer than the context has a part that is not seen', () =>
  expect(splitPrompt('Hear me, my King', [], ' my King', 8)).toEqual({ unseen: 'Hear me,', seen: [seen(' my King')] }));

test('one that fits is seen whole', () => expect(splitPrompt('my King', [], 'my King', 0)).toEqual({ unseen: '', seen: [seen('my King')] }));

test('tokens that do not spell the prompt leave it whole', () => expect(splitPrompt('a🙂b', [], '‹F0›b', 3)).toEqual({ unseen: '', seen: [seen('a🙂b')] }));

test('letters that the run’s text does not have stand apart, where they were typed', () =>
  expect(splitPrompt('my 🙂🙂 King🙂', ['🙂'], 'my  King', 0)).toEqual({ unseen: '', seen: [seen('my '), strange('🙂🙂'), seen(' King'), strange('🙂')] }));

test('and count for nothing in what does not fit', () =>
  expect(splitPrompt('He🙂ar me, my 🙂King', ['🙂'], ' my King', 8)).toEqual({ unseen: 'He🙂ar me,', seen: [seen(' my '), strange('🙂'), seen('King')] }));
