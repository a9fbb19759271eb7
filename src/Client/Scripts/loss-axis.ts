// The loss axis of a chart: its range, its round values and their labels, linear or logarithmic.
import type uPlot from 'uplot';

/** The highest loss a chart of several curves reaches up to, and whether one goes beyond: a run that diverges must not flatten all others. */
export interface Roof { at: number; exceeded: boolean }

/** Twice the highest first loss, and never below 10; without a first loss there is no roof. */
export function roofOf(firstLosses: readonly number[]): number {
  const known = firstLosses.filter(Number.isFinite);
  return known.length ? Math.max(10, 2 * Math.max(...known)) : Infinity;
}

/** The y scale; with a roof it says in it whether a curve goes beyond. */
export function lossScale(log: boolean, roof: Roof = { at: Infinity, exceeded: false }): uPlot.Scale {
  const range = log ? logRange : linearRange;
  return {
    ...(log ? { distr: 3 as const } : {}),
    range: (u, min, max) => {
      roof.exceeded = max !== null && max > roof.at;
      return roof.exceeded ? range(u, Math.min(min!, roof.at), roof.at) : range(u, min, max);
    },
  };
}

/** What an axis needs beside its looks. */
export const lossTicks = (log: boolean): Partial<uPlot.Axis> => ({
  splits: log ? logSplits : undefined,
  filter: log ? (_, splits) => splits : undefined,
  values: (_, splits) => labels(splits),
});

function linearRange(_: uPlot, min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) return [0, 5];
  const pad = Math.max(0.05, (max - min) * 0.06);
  return [Math.max(0, min - pad), max + pad];
}

function logRange(_: uPlot, min: number | null, max: number | null): uPlot.Range.MinMax {
  if (min === null || max === null) return [1, 5];
  const low = Math.max(1e-6, min);
  return [low * 0.96, Math.max(low * 1.05, max) * 1.04];
}

// Losses seldom span a decade, so round values are placed by hand: the finest of these steps that leaves room for labels.
function logSplits(u: uPlot, _axis: number, min: number, max: number): number[] {
  const most = Math.max(2, Math.floor(u.height / 36));
  for (const step of [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]) {
    const count = Math.floor(max / step) - Math.ceil(min / step) + 1;
    if (count > most) continue;
    return Array.from({ length: Math.max(0, count) }, (_, i) => (Math.ceil(min / step) + i) * step);
  }
  return [min, max];
}

function labels(splits: number[]): string[] {
  const step = splits.length > 1 ? Math.abs(splits[1] - splits[0]) : 1;
  let digits = 1;
  while (digits < 4 && Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) > 1e-6) digits++;
  return splits.map(v => v.toFixed(digits));
}
