// Packed answers, read back into the shapes they had.
import { expect, test } from 'vitest';
import { plain, unpack } from './packed';

test('placeholders get their floats in order', () => {
  const json = new TextEncoder().encode('{"step":7,"row":{"floats":[2]},"weights":[[{"triangle":2}]],"matrix":{"floats":[2,1]}}'.padEnd(88)), floats = [0.5, 0.25, 1, 0.75, 0.125, 8, 9];
  const bytes = new ArrayBuffer(8 + json.length + 4 * floats.length), view = new DataView(bytes);
  view.setUint32(0, 0x41544c50);
  view.setUint32(4, json.length, true);
  new Uint8Array(bytes).set(json, 8);
  floats.forEach((value, i) => view.setFloat32(8 + json.length + 4 * i, value, true));
  expect(plain(unpack(bytes))).toEqual({ step: 7, row: [0.5, 0.25], weights: [[[[1], [0.75, 0.125]]]], matrix: [[8], [9]] });
});

test('anything else is refused', () => expect(() => unpack(new TextEncoder().encode('{"a": 1234}').buffer)).toThrow('not what was asked for'));
