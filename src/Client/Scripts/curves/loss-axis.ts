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
  values: (_, splits) => axisLabels(splits),
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

// Losses seldom span a decade, so round values are placed by hand.
function logSplits(u: uPlot, _axis: number, min: number, max: number): number[] { return logTicks(min, max, Math.max(2, Math.floor(u.height / 36))); }

/** Round values between two, at most so many: the finest even steps that leave room for labels; over several decades, powers of ten. */
export function logTicks(min: number, max: number, most: number): number[] {
  if (max / min < 100) {
    for (const step of [0.01, 0.02, 0.05, 0.1, 0.2, 0.5].flatMap(n => [n, 10 * n, 100 * n, 1000 * n]).sort((a, b) => a - b)) {
      const count = Math.floor(max / step) - Math.ceil(min / step) + 1;
      if (count > most) continue;
      if (count < 2) break;
      return Array.from({ length: count }, (_, i) => (Math.ceil(min / step) + i) * step);
    }
    return [min, max];
  }
  const first = Math.ceil(Math.log10(min)), last = Math.floor(Math.log10(max)), by = Math.max(1, Math.ceil((last - first + 1) / most));
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, i) => 10 ** (first + i * by));
}

/** What is written at the splits: as few decimals as tell them apart, and 2e13 where digits would run out of the axis. */
export function axisLabels(splits: readonly number[]): string[] {
  const step = splits.length > 1 ? Math.abs(splits[1] - splits[0]) : 1;
  if (Math.max(...splits.map(Math.abs)) >= 1e5) return shortLabels(splits);
  let digits = step >= 100 ? 0 : 1;
  while (digits < 4 && Math.abs(step * 10 ** digits - Math.round(step * 10 ** digits)) > 1e-6) digits++;
  return splits.map(v => v.toFixed(digits));
}

// Of a diverged loss: 1.5e13.
function shortLabels(splits: readonly number[]): string[] {
  const write = (digits: number) => splits.map(v => v === 0 ? '0' : v.toExponential(digits).replace('e+', 'e'));
  const exact = splits.map(v => Number(v.toPrecision(6)));
  for (let digits = 0; digits < 3; digits++) {
    const texts = write(digits);
    if (texts.every((text, i) => Number(text) === exact[i])) return texts;
  }
  return write(2);
}
