// A difference in a table has every digit and a sign.
import { expect, test } from 'vitest';
import { signedExact } from './difference-tables';

test.each([[0, '0'], [Math.fround(0.25), '+0.2500000'], [Math.fround(-0.1), '−0.1000000']])('%f is written %s', (value, text) => expect(signedExact(value)).toBe(text));
