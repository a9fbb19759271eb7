// Kept steps on either side of one that is not kept.
import { expect, test } from 'vitest';
import { nearestOf } from './steps';

test.each([[5, [10]], [10, []], [15, [10, 20]], [99, [20]]])('beside step %i lie %j', (step, near) => expect(nearestOf([10, 20], step)).toEqual(near));
