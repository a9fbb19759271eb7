// The legend of several runs' curves: which line is whose, and its values under the pointer, else the newest.
import { nearestOn, xAt, xOfEstimate, type CurveAxis } from './curve-axis';
import { curveSwatch } from './curve-style';
import { placeText } from './curves-plot';
import { make, resize, setText } from '../dom/element';
import type { LossSeries } from './loss-series';
import { countText, lossText } from '../words/number-text';

/** A run in a chart of several; the factor turns nats per token into what is drawn. */
export interface CurveRun { id: string; name: string; status: string; tokensPerStep: number; factor: number }

export interface LegendRow { run: CurveRun; series: LossSeries; hidden: boolean; note: string }

/** Fills the legend's rows; `toggle` hides or shows a run's lines. */
export function curvesLegend(body: HTMLElement, toggle: (index: number) => void) {
  const build = (index: number) => {
    const row = document.createElement('tr'), head = make('th', '', '', { scope: 'row' });
    const button = make('button', 'curve-name', '', { type: 'button' });
    button.append(curveSwatch(index), make('span'));
    button.addEventListener('click', () => toggle(index));
    head.append(button);
    row.append(head, ...['Step', 'At', 'Training', 'Smoothed', 'Validation'].map(label => make('td', 'right', '', { 'data-label': label })));
    return row;
  };
  return (rows: readonly LegendRow[], axis: CurveAxis, x: number | null) => {
    resize(body, rows.length, build);
    rows.forEach(({ run, series, hidden, note }, index) => {
      const row = body.children[index], [head, ...cells] = [...row.children], button = head.firstElementChild as HTMLButtonElement;
      setText(button.lastElementChild!, run.name);
      button.setAttribute('aria-pressed', String(!hidden));
      button.title = hidden ? 'Show this run' : 'Hide this run';
      const i = x === null ? series.length - 1 : nearestOn(series, axis, x);
      const e = x === null ? series.evalStep.length - 1 : lastBefore(series, axis, x);
      const loss = (value: number) => lossText(value * run.factor);
      const texts = i < 0 ? ['–', note || '–', '–', '–'] : [countText(series.stepAt(i)), note || placeText(axis, xAt(series, axis, i)), loss(series.rawAt(i)), loss(series.smoothAt(i))];
      [...texts, e < 0 ? '–' : `${loss(series.evalVal[e])} at ${countText(series.evalStep[e])}`].forEach((text, c) => setText(cells[c], text));
    });
  };
}

function lastBefore(series: LossSeries, axis: CurveAxis, x: number): number {
  let e = series.evalStep.length - 1;
  while (e >= 0 && !(xOfEstimate(series, axis, e) <= x)) e--;
  return e;
}
