// What is copied from a proof: tables hold every number, programs are those that RowProgramTests.cs runs.
import { describe, expect, test } from 'vitest';
import { D, T, asking, madeHead, madeRow, type Kind } from './made-head.test-data';
import { rowText, type TextKind } from './row-text';

const text = (kind: TextKind, of?: Kind) => rowText(kind, madeRow(of), { run: 'r1' });

test('a table has every number of every key', () => {
  const [names, ...lines] = text('tsv').trimEnd().split('\n').map(line => line.split('\t')), { head, weights } = madeHead();
  const number = (line: number, name: string) => Number(lines[line][names.indexOf(name)]);
  expect(lines).toHaveLength(T + 1);
  for (const line of lines) expect(line).toHaveLength(names.length);
  expect(number(4, 'q.k')).toBe(head.raw[asking][4]);
  expect(lines[4].slice(names.indexOf('masked'), names.indexOf('weight') + 1)).toEqual(['-Infinity', '-Infinity', '0', '0']);
  expect(number(2, 'weight')).toBe(weights[0][0][asking][2]);
  expect(Number(lines.at(-1)!.at(-1))).toBe(head.output[asking][D - 1]);
});

test('Markdown is a table of the steps', () => {
  const lines = text('markdown').split('\n');
  expect(lines[0]).toContain('layer 1, head 1 of run r1 at step 40; token 3 (“b”) asks');
  expect(lines[2]).toBe('| key | q·k | ÷ √4 | mask | − max | exp | weight |');
  expect(lines[8]).toMatch(/^\| ↵ at 4 \| [-\d.]+ \| [-\d.]+ \| −∞ \| −∞ \| 0 \| 0 \|$/);
});

describe('the program', () => {
  test.each<[string, TextKind, Kind]>([
    ['row.cs', 'csharp', {}],
    ['average-unmasked.cs', 'csharp', { average: true, masked: false }],
    ['row.py', 'python', {}],
    ['unmasked.py', 'python', { masked: false }],
    ['unscaled.py', 'python', { scaled: false }],
    ['unbiased.py', 'python', { bias: false }],
    ['average.py', 'python', { average: true }],
    ['average-unmasked.py', 'python', { average: true, masked: false }],
  ])('%s is the one that is run', async (name, kind, of) => { await expect(text(kind, of)).toMatchFileSnapshot(`../../../../tests/Client.Tests/Goldens/${name}`); });
});
