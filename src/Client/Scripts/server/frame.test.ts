// Attention frames are read from the same golden bytes that the server is held to.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeFrame, decodeFrameBase64 } from './frame';

const golden = readFileSync('../../tests/Server.Tests/Goldens/frame.bin'), frame = decodeFrameBase64(btoa(String.fromCharCode(...golden)));

test('the header says what the frame is of', () => expect(frame).toMatchObject({ step: 1234, layers: 2, heads: 3, tokens: 4, masked: true, firstLayer: 0, firstHead: 0 }));

test.each([[0, 0], [0, 2], [1, 1]])('every row of layer %i, head %i has its weights', (layer, head) => {
  const index = layer * 3 + head, maxima = frame.maxima.subarray(index * 4, index * 4 + 4), cells = frame.cells.subarray(index * frame.cellsPerHead, (index + 1) * frame.cellsPerHead);
  expect([maxima.length, cells.length]).toEqual([4, 10]);
  for (let row = 0, at = 0; row < 4; row++) {
    const parts = Array.from({ length: row + 1 }, (_, key) => key + 1 + layer + 2 * head), sum = parts.reduce((total, part) => total + part, 0), weights = parts.map(part => part / sum);
    expect(Math.abs(maxima[row] - Math.max(...weights))).toBeLessThanOrEqual(1e-3); // half precision
    for (const weight of weights) expect(Math.abs(cells[at++] / 255 * maxima[row] - weight)).toBeLessThanOrEqual(3e-3); // 8 bits of the row's maximum
  }
});

test.each([[3, 'at least 20 bytes'], [64, 'begins with ATLF']])('%i bytes that are no frame are refused: %s', (length, message) => expect(() => decodeFrame(new Uint8Array(length))).toThrow(message));
