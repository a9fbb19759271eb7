// What the server says when it refuses.
import { expect, test } from 'vitest';
import { refusal } from './refusal';

test('fields that were named are named', async () => {
  const response = Response.json({ detail: 'no', errors: { prompt: ['The prompt is empty.'], head: ['9 does not exist.'] } }, { status: 400 });
  expect(await refusal(response)).toBe('The prompt is empty. head: 9 does not exist.');
});

test('an answer that is no JSON still says something', async () => expect(await refusal(new Response('<html>', { status: 502 }))).toBe('The server answered 502.'));
