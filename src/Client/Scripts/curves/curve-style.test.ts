// Curves look in charts as they do in components, which are held to the same list.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { colourVariable, dashOf, mostCurves } from './curve-style';

test('every curve has the dash and the colour of its place', () => {
  const golden = JSON.parse(readFileSync('../../tests/Client.Tests/Goldens/curve-styles.json', 'utf8')) as unknown;
  expect(Array.from({ length: mostCurves }, (_, i) => ({ dash: dashOf(i).join(' '), colour: colourVariable(i) }))).toEqual(golden);
});
