// How the model's float32 values are written: short for a glance, seven digits in tables, every digit on demand.

const minus = (text: string) => text.replace(/-/g, '−');

/** A weight or probability in at most five characters: 0.123, <.001, 0, 1. */
export function glance(value: number): string {
  if (value === 0 || value === 1) return String(value);
  if (value < 0.001) return '<.001';
  return value > 0.999 ? '>.999' : value.toFixed(3);
}

/** Seven significant digits, with an exponent only where plain digits would be many zeros. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return special(value);
  if (value === 0) return '0';
  const size = Math.abs(value);
  return minus(size < 1e-4 || size >= 1e7 ? value.toExponential(6) : value.toPrecision(7));
}

/** The shortest decimal of at least seven digits that is this float32 and no other. */
export function exact(value: number): string {
  if (!Number.isFinite(value)) return special(value);
  const single = Math.fround(value);
  for (let precision = 7; precision < 9; precision++) {
    const text = single.toPrecision(precision);
    if (Math.fround(Number(text)) === single) return minus(text);
  }
  return minus(single.toPrecision(9));
}

function special(value: number): string {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
}

/** A number as it stands on screen; every digit of it is in a title and in what is copied. */
export const threeDecimals = (value: number): string => Number.isFinite(value) ? minus(value.toFixed(3)) : special(value);
