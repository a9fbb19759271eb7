// Curves of several runs in one plot: uPlot with one x for all, joined from each run's own points.
import uPlot from 'uplot';
import type { CurveAxis, CurvePoints } from './curve-axis';
import { colourVariable, dashOf } from './curve-style';
import { lossScale, lossTicks, type Roof } from './loss-axis';
import { isAlone } from './loss-series';

/** Which lines of each run are drawn, over what, and how. */
export interface CurveChoices { axis: CurveAxis; raw: boolean; smooth: boolean; val: boolean; log: boolean }

/** Estimates are points, joined only where there are so many that the line says nothing that was not measured. */
const joinedFrom = 30;

const wholeNumbers = Array.from({ length: 13 }, (_, power) => [1, 2, 5].map(n => n * 10 ** power)).flat();
const secondSteps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 28_800, 86_400];

/** Builds the plot of so many runs into an element. `hover` gets the place on the x axis under the pointer, or null. */
export function buildCurves(element: HTMLElement, count: number, choices: CurveChoices, hover: (x: number | null) => void, zoomed: () => void, roof: Roof): uPlot {
  const style = getComputedStyle(element), variable = (name: string) => style.getPropertyValue(name).trim();
  const ink = variable('--lab-ink-3'), line = variable('--lab-line'), panel = variable('--lab-panel'), font = `12px ${variable('--lab-font')}`;
  const axis: uPlot.Axis = { stroke: ink, font, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1, size: 4 }, gap: 6 };
  const alone = (stroke: string): uPlot.Series.Points => ({ show: (u, index) => isAlone(u.data[index]), size: 7, stroke, fill: stroke }); // a first step would not be seen as a line
  const series: uPlot.Series[] = [{}];
  for (let run = 0; run < count; run++) {
    const stroke = variable(colourVariable(run)), dash = dashOf(run);
    if (choices.raw) series.push({ stroke: choices.smooth ? faint(stroke) : stroke, width: choices.smooth ? 1 : 1.5, dash: choices.smooth ? [] : dash, points: alone(stroke) });
    if (choices.smooth) series.push({ stroke, width: 2, dash, points: alone(stroke) });
    if (choices.val) series.push({ stroke, width: 1.5, dash, paths: whereDense(), points: { show: true, size: 7, width: 1.5, stroke, fill: panel } });
  }
  return new uPlot({
    width: Math.max(120, element.clientWidth), height: Math.max(120, element.clientHeight),
    legend: { show: false },
    padding: [10, 26, 0, 0],
    cursor: { points: { show: false }, drag: { x: true, y: false, setScale: false, dist: 6 }, y: false },
    scales: { x: { time: false }, y: lossScale(choices.log, roof) },
    axes: [
      { ...axis, size: 30, space: 76, incrs: choices.axis === 'time' ? secondSteps : wholeNumbers, values: (_, splits) => splits.map(v => placeText(choices.axis, v)) },
      { ...axis, size: 48, space: 28, ...lossTicks(choices.log) },
    ],
    series,
    hooks: {
      setCursor: [u => hover(u.cursor.left !== undefined && u.cursor.left !== null && u.cursor.left >= 0 ? u.posToVal(u.cursor.left, 'x') : null)],
      setSelect: [zoomed],
    },
  }, series.map(() => []) as unknown as uPlot.AlignedData, element);
}

function whereDense(): uPlot.Series.PathBuilder {
  const line = uPlot.paths.linear!();
  return (u, index, from, to) => [...u.data[index]].filter(value => typeof value === 'number').length < joinedFrom ? null : line(u, index, from, to);
}

/** Shows every run's points between two places. */
export function showCurves(plot: uPlot, curves: readonly CurvePoints[], choices: CurveChoices, from: number, to: number): void {
  const tables = curves.flatMap(points => tablesOf(points, choices));
  plot.batch(() => {
    plot.setData(tables.length ? uPlot.join(tables) : [[]], false);
    plot.setScale('x', { min: from, max: to > from ? to : from + 1 });
  });
}

// uPlot leaves a gap at null, and draws on where another run's x has nothing for this one.
function tablesOf({ x, raw, smooth, evalX, val }: CurvePoints, choices: CurveChoices): uPlot.AlignedData[] {
  const column = (values: number[]) => values.map(value => Number.isFinite(value) ? value : null);
  const trained = [...(choices.raw ? [column(raw)] : []), ...(choices.smooth ? [column(smooth)] : [])];
  return [...(trained.length ? [[x, ...trained]] : []), ...(choices.val ? [[evalX, column(val)]] : [])] as uPlot.AlignedData[];
}

/** A place on the x axis in words: 1,200 · 3.2 M · 2 min 05 s. */
export function placeText(axis: CurveAxis, x: number): string {
  if (axis === 'time') return timeText(x);
  if (axis === 'step' || x < 1e5) return Number.isInteger(x) ? x.toLocaleString('en-US') : '';
  return x < 1e9 ? `${Number((x / 1e6).toFixed(3))} M` : `${Number((x / 1e9).toFixed(3))} G`;
}

/** Seconds as people say them. */
export function timeText(seconds: number): string {
  if (seconds < 60) return `${Number(seconds.toFixed(seconds < 10 ? 2 : 1))} s`;
  const two = (n: number) => String(n).padStart(2, '0'), whole = Math.round(seconds), minutes = Math.floor(whole / 60);
  return minutes < 60 ? `${minutes} min${whole % 60 ? ` ${two(whole % 60)} s` : ''}` : `${Math.floor(minutes / 60)} h${minutes % 60 ? ` ${two(minutes % 60)} min` : ''}`;
}

function faint(colour: string): string { return `color-mix(in srgb, ${colour} 30%, transparent)`; }
