// The line in a chart at the step that the time-lapse shows.
import type uPlot from 'uplot';

/** A line from top to bottom at the step that the time-lapse shows. */
export function markMoment(u: uPlot, step: number | null, colour: string): void {
  const { min, max } = u.scales.x;
  if (step === null || min == null || max == null || step < min || step > max) return;
  const { ctx, bbox } = u, x = Math.round(u.valToPos(step, 'x', true));
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = Math.max(1, Math.round(devicePixelRatio * 1.5));
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}
