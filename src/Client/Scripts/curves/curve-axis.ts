// What curves are drawn over: steps, tokens seen, or seconds of training.
import { LossSeries, lowerBound } from './loss-series';

export { LossSeries };

export type CurveAxis = 'step' | 'tokens' | 'time';

/** Where a trained step stands on the axis; NaN where that was not recorded. */
export function xAt(series: LossSeries, axis: CurveAxis, i: number): number {
  return axis === 'time' ? series.secondsAt(i) : series.stepAt(i) * (axis === 'tokens' ? series.tokensPerStep : 1);
}

/** Where an estimate stands: at the step it was made after. */
export function xOfEstimate(series: LossSeries, axis: CurveAxis, e: number): number {
  const step = series.evalStep[e];
  if (axis !== 'time') return step * (axis === 'tokens' ? series.tokensPerStep : 1);
  if (step === 0) return 0;
  const i = series.nearest(step);
  return i >= 0 && series.stepAt(i) === step ? series.secondsAt(i) : NaN;
}

/** The end of a curve on the axis; 0 while it has none. */
export function lengthOn(series: LossSeries, axis: CurveAxis): number {
  const step = series.length ? xAt(series, axis, series.length - 1) : 0, e = series.evalStep.length - 1;
  const end = Math.max(step, e >= 0 ? xOfEstimate(series, axis, e) : 0);
  return Number.isNaN(end) ? 0 : end;
}

/** Whether the axis says something about the curve: all its steps' durations are known, or it needs none. */
export const isRecorded = (series: LossSeries, axis: CurveAxis) =>
  axis !== 'time' || series.length === 0 || !Number.isNaN(series.secondsAt(series.length - 1));

/** Index of the trained step nearest to a place on the axis; -1 when the curve has none there. */
export function nearestOn(series: LossSeries, axis: CurveAxis, x: number): number {
  if (series.length === 0 || !isRecorded(series, axis)) return -1;
  if (axis !== 'time') return series.nearest(axis === 'tokens' ? x / series.tokensPerStep : x);
  const at = lowerBound(series.seconds, series.length, x);
  if (at === 0) return 0;
  if (at === series.length) return series.length - 1;
  return x - series.secondsAt(at - 1) <= series.secondsAt(at) - x ? at - 1 : at;
}

/** Points of one curve to draw; NaN is a gap. */
export interface CurvePoints { x: number[]; raw: number[]; smooth: number[]; evalX: number[]; val: number[] }

/** The points between two places on the axis, thinned to about four in each of `buckets` stretches; all estimates stay. Losses are multiplied by the factor. */
export function pointsOn(series: LossSeries, axis: CurveAxis, from: number, to: number, buckets: number, factor = 1): CurvePoints {
  const points: CurvePoints = { x: [], raw: [], smooth: [], evalX: [], val: [] };
  if (!isRecorded(series, axis)) return points;
  const first = Math.max(0, nearestOn(series, axis, from) - 1), end = Math.min(series.length, nearestOn(series, axis, to) + 2);
  for (const i of series.outline(first, end, buckets)) {
    points.x.push(xAt(series, axis, i));
    points.raw.push(series.rawAt(i) * factor);
    points.smooth.push(series.smoothAt(i) * factor);
  }
  series.evalStep.forEach((_, e) => {
    points.evalX.push(xOfEstimate(series, axis, e));
    points.val.push(series.evalVal[e] * factor);
  });
  return points;
}
