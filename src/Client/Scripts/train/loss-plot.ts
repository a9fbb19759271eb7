// The loss curve's picture: axes, colours and lines, in uPlot.
import uPlot from 'uplot';
import { lossScale, lossTicks } from '../curves/loss-axis';
import { markMoment } from './moment-mark';
import { isAlone, type Thinned } from '../curves/loss-series';

export interface PlotChoices { smooth: boolean; log: boolean }

const wholeSteps = [1, 10, 100, 1000, 10_000, 100_000].flatMap(n => [n, 2 * n, 5 * n]);

/** Builds the plot into an element. `hover` gets the step under the pointer, or null; `moment` says which step to mark. */
export function buildPlot(element: HTMLElement, choices: PlotChoices, hover: (step: number | null) => void, zoomed: () => void, moment: () => number | null): uPlot {
  const style = getComputedStyle(element), variable = (name: string) => style.getPropertyValue(name).trim();
  const ink = variable('--lab-ink-3'), line = variable('--lab-line'), train = variable('--lab-train'), val = variable('--lab-val');
  const font = `12px ${variable('--lab-font')}`;
  const axis: uPlot.Axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1, size: 4 }, gap: 6 };
  const gaps: Partial<uPlot.Series> = { spanGaps: true };
  // The first step alone is a point, else there would be nothing to see.
  const alone = (stroke: string): uPlot.Series.Points => ({ show: (u, series) => isAlone(u.data[series]), size: 7, stroke, fill: stroke });
  return new uPlot({
    width: Math.max(120, element.clientWidth), height: Math.max(120, element.clientHeight),
    legend: { show: false },
    padding: [10, 22, 0, 0],
    cursor: { points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 6 }, y: false },
    scales: {
      x: { time: false },
      y: lossScale(choices.log),
    },
    axes: [
      { ...axis, size: 30, space: 70, incrs: wholeSteps, values: (_, splits) => splits.map(v => Number.isInteger(v) ? v.toLocaleString('en-US') : '') },
      { ...axis, size: 48, space: 28, ...lossTicks(choices.log) },
    ],
    series: [
      {},
      { ...gaps, stroke: choices.smooth ? translucent(train, 0.32) : train, width: choices.smooth ? 1 : 1.5, points: alone(train) },
      { ...gaps, stroke: train, width: 2, show: choices.smooth, points: alone(train) },
      { ...gaps, stroke: val, width: 1.5, dash: [5, 4], points: { show: true, size: 7, width: 1.5, stroke: val, fill: variable('--lab-panel') } },
    ],
    hooks: {
      setCursor: [u => hover(u.cursor.left !== undefined && u.cursor.left !== null && u.cursor.left >= 0 ? u.posToVal(u.cursor.left, 'x') : null)],
      setSelect: [zoomed],
      draw: [u => markMoment(u, moment(), variable('--lab-ink-2'))],
    },
  }, [[], [], [], []], element);
}

/** Shows thinned points between two steps. */
export function showPoints(plot: uPlot, points: Thinned, from: number, to: number): void {
  plot.batch(() => {
    plot.setData([points.step, points.raw, points.smooth, points.val] as uPlot.AlignedData, false);
    plot.setScale('x', { min: from, max: Math.max(to, from + 1) });
  });
}

function translucent(colour: string, alpha: number): string {
  return `color-mix(in srgb, ${colour} ${Math.round(alpha * 100)}%, transparent)`;
}
