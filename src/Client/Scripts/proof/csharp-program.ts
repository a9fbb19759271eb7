// A C# program of one file that works the row again: dotnet run row.cs.
import { csharpFloat } from './float-text';
import type { ProofRow } from './proof-row';

export function csharpProgram(row: ProofRow, title: string): string {
  const { size: D, seen: K } = row, T = row.tokens.length;
  const list = (from: Float32Array) => `[${Array.from(from, csharpFloat).join(', ')}]`;
  const matrix = (from: Float32Array, rows: number) => `[\n${Array.from({ length: rows }, (_, r) => `    ${list(from.subarray(r * D, r * D + D))},`).join('\n')}\n]`;
  const lines = [
    '#:property PublishAot=false',
    `// ${title}.`,
    '// Works the row again in 64 bits and prints how far the model, whose numbers have 32, is off. Save as row.cs, then: dotnet run row.cs',
    'using System.Globalization;',
    '',
    'CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;',
    `const int K = ${K}, D = ${D}; // tokens in sight, channels of the head`,
    `float[][] values = ${matrix(row.values.subarray(0, K * D), K)};`,
    `float[] weights = ${list(row.weights)}; // the model's own, as is all below`,
    `float[] output = ${list(row.output)};`,
    `float[] added = ${row.added ? list(row.added.subarray(0, K)) : 'new float[K]'}; // to the affinities, by an intervention`,
  ];
  if (!row.average) lines.push(
    `float[] q = ${list(row.q)};`,
    `float[][] keys = ${matrix(row.keys, T)};`,
    `float[] raw = ${list(row.raw)};`,
    `float[] scaled = ${list(row.scaled)};`,
    `double divisor = ${row.divisor === 1 ? '1' : 'Math.Sqrt(D)'};`);
  if (row.weight) lines.push(
    `float[] x = ${list(row.x)};`,
    `float[][] W = ${matrix(row.weight, row.x.length)};`,
    `float[] b = ${row.bias ? list(row.bias) : 'new float[D]'};`);
  lines.push('', 'double largest = 0;');
  if (row.weight) lines.push('Compare("q = x W + b", D, d => Sum(x.Length, c => (double)x[c] * W[c][d], b[d]), q);');
  if (!row.average) lines.push(
    'Compare("q.k", keys.Length, t => Sum(D, d => (double)q[d] * keys[t][d]), raw);',
    'Compare("scaled", scaled.Length, t => (raw[t] / divisor, Math.Abs(scaled[t])), scaled);');
  lines.push(
    `double[] scores = [.. added.Select((more, t) => ${row.average ? '(double)more' : '(double)scaled[t] + more'})];`,
    'double[] e = [.. scores.Select(score => Math.Exp(score - scores.Max()))];',
    'Compare("weights", K, t => (e[t] / e.Sum(), 1), weights);');
  lines.push(
    'Compare("output", D, d => Sum(K, t => (double)weights[t] * values[t][d]), output);',
    'Console.WriteLine($"largest difference {largest:0.000e-00}");',
    '',
    '// What is added up, and the size of it: float32 numbers are as exact as what they are made of is large.',
    '(double Here, double Size) Sum(int count, Func<int, double> term, double first = 0)',
    '{',
    '    double here = first, size = Math.Abs(first);',
    '    for (int i = 0; i < count; i++)',
    '    {',
    '        here += term(i);',
    '        size += Math.Abs(term(i));',
    '    }',
    '    return (here, size);',
    '}',
    '',
    'void Compare(string step, int count, Func<int, (double Here, double Size)> again, float[] model)',
    '{',
    '    double off = 0;',
    '    for (int i = 0; i < count; i++)',
    '    {',
    '        var (here, size) = again(i);',
    '        off = Math.Max(off, Math.Abs(here - model[i]) / Math.Max(1, size));',
    '    }',
    '    largest = Math.Max(largest, off);',
    '    Console.WriteLine($"{step,-12} {count,6} numbers, largest difference {off:0.0e-00}");',
    '}',
    '');
  return lines.join('\n');
}
