// Reads an attention frame: the one place in TypeScript that knows its bytes (docs/protocol.md gives every offset).

const version = 1, headerBytes = 20, fullRowsFlag = 1;

/** A decoded frame. Cells are 8 bits of their row's maximum: for drawing only, never for a number. */
export interface Frame {
  readonly step: number;
  readonly layers: number;
  readonly heads: number;
  readonly tokens: number;
  readonly firstLayer: number;
  readonly firstHead: number;
  /** Row t holds t+1 cells; otherwise all rows hold every key. */
  readonly masked: boolean;
  /** Row maxima of every head, head after head. (L*H*T) */
  readonly maxima: Float32Array;
  /** Cells of every head, head after head, row after row. */
  readonly cells: Uint8Array;
  /** Cells of one head. */
  readonly cellsPerHead: number;
}

/** Decodes a frame; throws on anything that is not one. */
export function decodeFrame(bytes: Uint8Array): Frame {
  if (bytes.length < headerBytes) throw new Error(`A frame has at least ${headerBytes} bytes; came ${bytes.length}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const magic = String.fromCharCode(bytes[0], bytes[1], bytes[2], bytes[3]);
  if (magic !== 'ATLF') throw new Error(`A frame begins with ATLF; came ${JSON.stringify(magic)}.`);
  if (bytes[4] !== version) throw new Error(`Frame version ${version} is known; came ${bytes[4]}. Reload the page.`);
  const masked = (bytes[5] & fullRowsFlag) === 0;
  const layers = view.getUint16(6, true), heads = view.getUint16(8, true), tokens = view.getUint16(10, true);
  const cellsPerHead = masked ? tokens * (tokens + 1) / 2 : tokens * tokens;
  const expected = headerBytes + layers * heads * (2 * tokens + cellsPerHead);
  if (bytes.length !== expected) throw new Error(`A frame of ${layers} x ${heads} heads and ${tokens} tokens has ${expected} bytes; came ${bytes.length}.`);

  const maxima = new Float32Array(layers * heads * tokens), cells = new Uint8Array(layers * heads * cellsPerHead);
  let at = headerBytes;
  for (let head = 0; head < layers * heads; head++) {
    for (let row = 0; row < tokens; row++, at += 2) maxima[head * tokens + row] = float16(view.getUint16(at, true));
    cells.set(bytes.subarray(at, at + cellsPerHead), head * cellsPerHead);
    at += cellsPerHead;
  }
  return {
    step: view.getInt32(12, true), layers, heads, tokens, masked, maxima, cells, cellsPerHead,
    firstLayer: view.getUint16(16, true), firstHead: view.getUint16(18, true),
  };
}

/** Decodes a frame as JSON carries it. */
export function decodeFrameBase64(text: string): Frame {
  const binary = atob(text), bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return decodeFrame(bytes);
}

/** The number that 16 bits of IEEE 754 half precision stand for. */
export function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1, exponent = bits >> 10 & 31, fraction = bits & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
