// float32 numbers in the fewest digits that name them: for eyes, for tables, for programs.

/** The shortest decimal that is this float32 and no other; at most nine digits. */
export function shortest(value: number): string {
  const single = Math.fround(value);
  if (!Number.isFinite(single)) return Number.isNaN(single) ? 'NaN' : single > 0 ? 'Infinity' : '-Infinity';
  if (single === 0) return '0';
  for (let precision = 6; precision < 9; precision++) {
    const near = Number(single.toPrecision(precision));
    if (Math.fround(near) === single) return plain(near);
  }
  return plain(Number(single.toPrecision(9)));
}

// Powers of ten are written out only where plain digits would be mostly zeros.
function plain(value: number): string {
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e9 ? String(value) : value.toExponential();
}

/** For the page: a true minus sign, ∞ by its sign. */
export function shown(value: number): string {
  return shortest(value).replace('Infinity', '∞').replaceAll('-', '−');
}

/** A difference: two digits of its size. */
export function sizeText(value: number): string {
  return value === 0 ? '0' : Number.isFinite(value) ? value.toExponential(1).replaceAll('-', '−') : 'not a number';
}

/** A float literal of C#. */
export function csharpFloat(value: number): string {
  const text = shortest(value);
  return text === 'NaN' ? 'float.NaN' : text.endsWith('Infinity') ? `float.${text.startsWith('-') ? 'Negative' : 'Positive'}Infinity` : `${text}f`;
}

/** A float literal of Python. */
export function pythonFloat(value: number): string {
  const text = shortest(value);
  return text === 'NaN' ? "float('nan')" : text.endsWith('Infinity') ? `float('${text.startsWith('-') ? '-' : ''}inf')` : text;
}
