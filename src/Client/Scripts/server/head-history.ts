// What every head looked at, step by step (/api/runs/{id}/heads): scores at a step, heads by role, columns to draw.
import type { HeadColumn, HeadHistory, RoleName, ScoreColumns } from '../contract';
import { stopAt } from './stops';

export type Score = keyof ScoreColumns;
export type Measured = 'repeated' | 'probe';

export const roleNames: Record<RoleName, string> = {
  previousToken: 'previous token', firstToken: 'first token', duplicateToken: 'duplicate token', induction: 'induction', none: 'no role named here',
};

/** "becomes an induction head" */
export const becomes = (role: RoleName) => `becomes ${/^[aeiou]/.test(roleNames[role]) ? 'an' : 'a'} ${roleNames[role]} head`;

export const headName = ({ layer, head }: { layer: number; head: number }) => `L${layer + 1} H${head + 1}`;

/** Index of the kept step that a moment shows: the last one up to it; null is the newest. -1 when nothing is kept. */
export const indexOf = (history: HeadHistory, moment: number | null): number =>
  moment === null ? history.steps.length - 1 : stopAt(history.steps, moment);

/** Heads that have a role at an index, the strongest first. */
export function headsOf(history: HeadHistory, role: RoleName, index: number): { head: HeadColumn; score: number | null }[] {
  return history.heads.filter(head => head.roles[index] === role)
    .map(head => ({ head, score: role === 'none' ? null : (head.repeated ?? head.probe)[role][index] }))
    .sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
}

/** A head's column of a score. */
export const columnOf = (head: HeadColumn, measured: Measured, score: Score): (number | null)[] =>
  (measured === 'repeated' ? head.repeated ?? head.probe : head.probe)[score];
