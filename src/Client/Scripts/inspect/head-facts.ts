// What is said of each head under its picture: its role as the run's history has it, and how evenly it looks on this prompt; by both it is sorted and filtered.
import type { HeadHistory, RoleName } from '../contract';
import { indexOf } from '../server/head-history';
import type { Inspection } from './inspection';
import type { Head } from './head-set';

export interface HeadFacts extends Head {
  /** Null where the run's history says nothing. */
  role: RoleName | null;
  /** Entropy of its rows over that of even ones, on this prompt: 0 looks at one token, 1 at all alike. */
  entropy: number;
}

export type HeadOrder = 'place' | 'role' | 'sharpest' | 'broadest';
/** All heads, those of a role, or those that look narrowly or broadly. */
export type HeadFilter = 'all' | RoleName | 'sharp' | 'broad';

/** How the heads are laid out: their order, which of them, and as matrices or as the asking token's rows. */
export interface Arrangement { readonly order: HeadOrder; readonly filter: HeadFilter; readonly byRow: boolean }

/** Below it a head counts as sharp, above 1 minus it as broad. */
export const sharpBelow = 0.3;

export const shortRole: Record<RoleName, string> = {
  previousToken: 'previous', firstToken: 'first', duplicateToken: 'duplicate', induction: 'induction', none: 'no role',
};

/** Mean over rows that see two tokens or more of the row's entropy over that of an even row; as HeadScores.cs has it. */
export function evenness(rows: readonly ArrayLike<number>[]): number {
  let sum = 0, counted = 0;
  for (const row of rows) {
    if (row.length < 2) continue;
    let nats = 0;
    for (let key = 0; key < row.length; key++) if (row[key] > 0) nats -= row[key] * Math.log(row[key]);
    sum += nats / Math.log(row.length);
    counted++;
  }
  return counted === 0 ? 0 : sum / counted;
}

/** Facts of all heads, layer by layer. */
export function factsOf(inspection: Pick<Inspection, 'weights' | 'step'>, history: HeadHistory | null): HeadFacts[] {
  const at = history ? indexOf(history, inspection.step) : -1;
  return inspection.weights.flatMap((heads, layer) => heads.map((rows, head) => ({
    layer, head, entropy: evenness(rows),
    role: at < 0 ? null : history!.heads.find(column => column.layer === layer && column.head === head)?.roles[at] ?? null,
  })));
}

const rank: readonly (RoleName | null)[] = ['induction', 'duplicateToken', 'previousToken', 'firstToken', 'none', null];

/** The heads that a filter lets through, in order; heads that are equal in it stay as they lie in the model. */
export function arranged(facts: readonly HeadFacts[], { order, filter }: Pick<Arrangement, 'order' | 'filter'>): HeadFacts[] {
  const through = facts.filter(({ role, entropy }) =>
    filter === 'all' || (filter === 'sharp' ? entropy < sharpBelow : filter === 'broad' ? entropy > 1 - sharpBelow : role === filter));
  switch (order) {
    case 'role': return through.sort((a, b) => rank.indexOf(a.role) - rank.indexOf(b.role));
    case 'sharpest': return through.sort((a, b) => a.entropy - b.entropy);
    case 'broadest': return through.sort((a, b) => b.entropy - a.entropy);
    default: return through;
  }
}

/** An entropy in three characters: .07, .93, 1. */
export function entropyText(entropy: number): string {
  return entropy > 0.995 ? '1.0' : entropy < 0.005 ? '.00' : entropy.toFixed(2).slice(1);
}

/** How many tokens back a row's attention lies, on average over the rows that have a past. */
export function distance(rows: readonly ArrayLike<number>[]): number {
  let sum = 0, counted = 0;
  rows.forEach((row, query) => {
    if (row.length < 2) return;
    for (let key = 0; key < row.length; key++) sum += row[key] * Math.abs(query - key);
    counted++;
  });
  return counted === 0 ? 0 : sum / counted;
}
