// Strips of a vector leave room for the other steps.
import { expect, test } from 'vitest';
import { componentWidth } from './signed-strip';

test.each([[1, 40], [8, 16], [32, 4], [64, 2], [300, 1]])('a component of %i has %i pixels', (size, pixels) => expect(componentWidth(size)).toBe(pixels));
