// Reads an answer whose numbers came packed (src/Server/Rest/FloatPacker.cs): JSON in front, float32s behind it.

interface Placeholder { floats?: number[]; triangle?: number }

/** The answer with Float32Arrays where its numbers were; they are windows into the bytes, nothing is copied. */
export function unpack<T>(bytes: ArrayBuffer): T {
  const start = 8, head = new DataView(bytes);
  if (bytes.byteLength < start || head.getUint32(0, false) !== 0x41544c50) throw new Error('The server’s answer is not what was asked for.');
  const json = new TextDecoder().decode(new Uint8Array(bytes, start, head.getUint32(4, true)));
  let at = start + head.getUint32(4, true);
  const take = (length: number) => {
    const row = new Float32Array(bytes, at, length);
    at += length * Float32Array.BYTES_PER_ELEMENT;
    return row;
  };
  // A reviver is called for placeholders in the order in which they stand, which is that of the floats.
  return JSON.parse(json, (_, value: unknown) => {
    const { floats, triangle } = (value ?? {}) as Placeholder;
    if (triangle !== undefined) return Array.from({ length: triangle }, (_, row) => take(row + 1));
    if (floats === undefined) return value;
    return floats.length === 1 ? take(floats[0]) : Array.from({ length: floats[0] }, () => take(floats[1]));
  }) as T;
}

/** The same with ordinary arrays of numbers, for small parts that are worked on like any other array. */
export function plain(value: unknown): unknown {
  if (value instanceof Float32Array) return Array.from(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]));
}
