// The row as text to take along: a table for spreadsheets or for Markdown, and programs that work it again.
import { glyphOf } from '../words/token-glyph';
import { csharpProgram } from './csharp-program';
import { shortest } from './float-text';
import type { ProofRow } from './proof-row';
import { pythonProgram } from './python-program';

export type TextKind = 'tsv' | 'markdown' | 'csharp' | 'python';

/** Where the row comes from, for whoever finds the text later. */
export interface Origin { run: string | null }

export function rowText(kind: TextKind, row: ProofRow, origin: Origin): string {
  const title = titleOf(row, origin);
  switch (kind) {
    case 'tsv': return table(row).map(line => line.join('\t')).join('\n') + '\n';
    case 'markdown': return markdown(row, title);
    case 'csharp': return csharpProgram(row, title);
    case 'python': return pythonProgram(row, title);
  }
}

function titleOf(row: ProofRow, { run }: Origin): string {
  const asks = `token ${row.token} (${glyphOf(row.tokens[row.token].text).name}) asks`;
  return run === null ? `The lesson's row of attention: ${asks}` : `A row of attention: layer ${row.layer + 1}, head ${row.head + 1} of run ${run} at step ${row.step}; ${asks}`;
}

/** A line a key with every number of its way, the querying token's and the sums below. */
function table(row: ProofRow): string[][] {
  const { size: D, seen: K } = row, T = row.tokens.length, minus = '-Infinity';
  const each = (name: string) => Array.from({ length: D }, (_, d) => `${name}[${d}]`);
  const vector = (from: Float32Array, key: number) => Array.from(from.subarray(key * D, key * D + D), shortest);
  const empty = (count: number) => Array.from({ length: count }, () => '');
  const asked = row.average ? [] : [...each('k'), ...each('q*k'), 'q.k', 'scaled', 'masked', 'less max', 'exp'];
  const lines = [['position', 'token', ...asked, 'weight', ...each('v'), ...each('weight*v')]];
  for (let key = 0; key < T; key++) {
    const hidden = key >= K, name = glyphOf(row.tokens[key].text).text;
    const affinity = [row.raw[key], row.scaled[key]].map(shortest), after = hidden ? [minus, minus, '0'] : [shortest(row.added ? row.scaled[key] + row.added[key] : row.scaled[key]), shortest(row.shifted[key]), shortest(row.exp[key])];
    lines.push([String(key), name, ...row.average ? [] : [...vector(row.keys, key), ...vector(row.products, key), ...affinity, ...after],
      hidden ? '0' : shortest(row.weights[key]), ...hidden ? empty(2 * D) : [...vector(row.values, key), ...vector(row.parts, key)]]);
  }
  const head = row.average ? [] : [...vector(row.q, 0), ...empty(D), '', '', shortest(row.max), '', shortest(row.sum)];
  lines.push(['', 'q, max, sum, output', ...head, '1', ...empty(D), ...vector(row.output, 0)]);
  return lines;
}

// Without the vectors, which no page has room for: the steps of every key, and the output below.
function markdown(row: ProofRow, title: string): string {
  const { seen: K } = row, columns = row.average ? ['key', 'mask', 'weight'] : ['key', 'q·k', row.divisor === 1 ? '÷ 1' : `÷ √${row.size}`, 'mask', '− max', 'exp', 'weight'];
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const name = (key: number) => `${glyphOf(row.tokens[key].text).text.replaceAll('|', '\\|')} at ${key}`;
  const body = row.tokens.map((_, key) => {
    const hidden = key >= K, mask = hidden ? '−∞' : row.added ? shortest(row.added[key]) : '0', weight = hidden ? '0' : shortest(row.weights[key]);
    return line(row.average ? [name(key), mask, weight] : [name(key), shortest(row.raw[key]), shortest(row.scaled[key]), mask, hidden ? '−∞' : shortest(row.shifted[key]), hidden ? '0' : shortest(row.exp[key]), weight]);
  });
  const foot = row.average ? ['sum', '', '1'] : ['max, sum', '', shortest(row.max), '', '', shortest(row.sum), '1'];
  const output = `Output: ${Array.from(row.output, shortest).join(', ')}`;
  return [`${title}.`, '', line(columns), line(columns.map((_, i) => i === 0 ? '---' : '---:')), ...body, line(foot), '', output, ''].join('\n');
}
