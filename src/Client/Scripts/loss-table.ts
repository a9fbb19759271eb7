// The chart as a table, for whoever cannot see the chart: its last estimates and its newest step.
import type { LossSeries } from './loss-series';
import { countText, lossText } from './number-text';

const rows = 12;

/** Fills a table body with columns step, training loss, validation loss; newest first. */
export function fillLossTable(body: HTMLElement, series: LossSeries): void {
  const lines: [step: string, train: string, val: string][] = [];
  const last = series.length - 1;
  if (last >= 0) lines.push([countText(series.stepAt(last)), lossText(series.rawAt(last)), '–']);
  for (let e = series.evalStep.length - 1; e >= 0 && lines.length < rows; e--)
    lines.push([countText(series.evalStep[e]), lossText(series.evalTrain[e]), lossText(series.evalVal[e])]);
  body.replaceChildren(...lines.map(line => {
    const row = document.createElement('tr');
    for (const text of line) row.insertCell().textContent = text;
    return row;
  }));
}
