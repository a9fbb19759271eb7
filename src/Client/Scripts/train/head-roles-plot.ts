// The picture of one score of all heads over the kept steps: a line for each head, coloured by its layer.
import uPlot from 'uplot';
import type { HeadHistory } from '../contract';
import { colourVariable, dashOf } from '../curves/curve-style';
import { columnOf, type Measured, type Score } from '../server/head-history';
import { markMoment } from './moment-mark';

/** Where the axis of a score ends: the first that all lines lie under, so that it seldom changes. */
const ceilings = [0.1, 0.25, 0.5, 1];

export interface ScoreChoices { score: Score; measured: Measured }

/** Builds the plot of so many heads. `moment` says which step to mark, `chosen` which head stands out. */
export function buildScores(element: HTMLElement, history: HeadHistory, { score }: ScoreChoices, moment: () => number | null, chosen: () => number | null): uPlot {
  const style = getComputedStyle(element), variable = (name: string) => style.getPropertyValue(name).trim();
  const ink = variable('--lab-ink-3'), line = variable('--lab-line'), font = `12px ${variable('--lab-font')}`;
  const axis: uPlot.Axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1, size: 4 }, gap: 6 };
  return new uPlot({
    width: Math.max(120, element.clientWidth), height: Math.max(120, element.clientHeight),
    legend: { show: false },
    padding: [10, 22, 0, 0],
    cursor: { show: false },
    scales: { x: { time: false }, y: { range: (_, __, max) => [0, score === 'distance' ? Math.max(1, max * 1.05) : ceilings.find(top => max <= top) ?? 1] } },
    axes: [
      { ...axis, size: 30, space: 70, values: (_, splits) => splits.map(v => Number.isInteger(v) ? v.toLocaleString('en-US') : '') },
      { ...axis, size: 44, space: 28 },
    ],
    series: [{}, ...history.heads.map(({ layer, head }, index): uPlot.Series => ({
      stroke: () => { const colour = variable(colourVariable(layer)), other = chosen(); return other === null || other === index ? colour : `color-mix(in srgb, ${colour} 22%, transparent)`; },
      width: 1.5, dash: dashOf(head), points: { show: false }, spanGaps: true,
    }))],
    hooks: { draw: [u => markMoment(u, moment(), variable('--lab-ink-2'))] },
  }, [[], ...history.heads.map(() => [])] as unknown as uPlot.AlignedData, element);
}

/** Shows the history's columns; lines that a long run has more points of than pixels are uPlot's to thin. */
export function showScores(plot: uPlot, history: HeadHistory, { score, measured }: ScoreChoices): void {
  plot.setData([history.steps, ...history.heads.map(head => columnOf(head, measured, score))] as uPlot.AlignedData);
}
