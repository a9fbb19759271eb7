// A Python program that works the row again; it needs nothing but Python.
import { pythonFloat } from './float-text';
import type { ProofRow } from './proof-row';

export function pythonProgram(row: ProofRow, title: string): string {
  const { size: D, seen: K } = row, T = row.tokens.length;
  const list = (from: Float32Array) => `floats([${Array.from(from, pythonFloat).join(', ')}])`;
  const matrix = (from: Float32Array, rows: number) => `[\n${Array.from({ length: rows }, (_, r) => `    ${list(from.subarray(r * D, r * D + D))},`).join('\n')}\n]`;
  const seen = row.values.subarray(0, K * D);
  const lines = [
    `# ${title}.`,
    '# Works the row again in 64 bits and prints how far the model, whose numbers have 32, is off.',
    'import math',
    'from array import array',
    '',
    '',
    'def floats(numbers):',
    '    return array("f", numbers)  # the very float32 numbers',
    '',
    '',
    `K, D = ${K}, ${D}  # tokens in sight, channels of the head`,
    `values = ${matrix(seen, K)}`,
    `weights = ${list(row.weights)}  # the model's own, as is all below`,
    `output = ${list(row.output)}`,
    `added = ${row.added ? list(row.added.subarray(0, K)) : 'floats([0] * K)'}  # to the affinities, by an intervention`,
  ];
  if (!row.average) lines.push(
    `q = ${list(row.q)}`,
    `keys = ${matrix(row.keys, T)}`,
    `raw = ${list(row.raw)}`,
    `scaled = ${list(row.scaled)}`,
    `divisor = ${row.divisor === 1 ? '1' : 'math.sqrt(D)'}`);
  if (row.weight) lines.push(
    `x = ${list(row.x)}`,
    `W = ${matrix(row.weight, row.x.length)}`,
    `b = ${row.bias ? list(row.bias) : 'floats([0] * D)'}`);
  lines.push(
    '',
    'found = []',
    '',
    '',
    'def compare(step, here, model, sizes=None):',
    '    off = [abs(h - m) / max(1.0, s) for h, m, s in zip(here, model, sizes or [1.0] * len(here))]',
    '    found.append(max(off))',
    '    print(f"{step:<12} {len(off):>6} numbers, largest difference {max(off):.1e}")',
    '',
    '',
    'def total(terms):',
    '    return sum(terms), sum(abs(term) for term in terms)',
    '',
    '',
    'def softmax(affinities):',
    '    largest = max(affinities)',
    '    e = [math.exp(s - largest) for s in affinities]',
    '    return [value / sum(e) for value in e]',
    '',
    '');
  if (row.weight) lines.push(
    'terms = [total([x[c] * W[c][d] for c in range(len(x))] + [b[d]]) for d in range(D)]',
    'compare("q = x W + b", [t[0] for t in terms], q, [t[1] for t in terms])');
  if (!row.average) lines.push(
    'terms = [total([q[d] * k[d] for d in range(D)]) for k in keys]',
    'compare("q.k", [t[0] for t in terms], raw, [t[1] for t in terms])',
    'compare("scaled", [r / divisor for r in raw], scaled, [abs(s) for s in scaled])',
    'compare("weights", softmax([s + a for s, a in zip(scaled, added)]), weights)');
  else lines.push('compare("weights", softmax(added), weights)');
  lines.push(
    'terms = [total([weights[t] * values[t][d] for t in range(K)]) for d in range(D)]',
    'compare("output", [t[0] for t in terms], output, [t[1] for t in terms])',
    'print(f"largest difference {max(found):.3e}")',
    '');
  return lines.join('\n');
}
