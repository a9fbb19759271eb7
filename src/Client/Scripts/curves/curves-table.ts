// The curves as a table, for whoever cannot see the chart: each run's last loss estimates, newest first.
import { xOfEstimate } from './curve-axis';
import { timeText } from './curves-plot';
import type { LegendRow } from './curves-legend';
import { make } from '../dom/element';
import { countText, lossText } from '../words/number-text';

const estimates = 12;

/** Fills a table with one body a run; columns run, step, tokens, training time, training loss, validation loss. */
export function fillCurvesTable(table: HTMLTableElement, rows: readonly LegendRow[]): void {
  for (const body of [...table.tBodies]) body.remove();
  for (const { run, series } of rows) {
    const body = table.createTBody();
    for (let e = series.evalStep.length - 1, shown = 0; e >= 0 && shown < estimates; e--, shown++) {
      const row = body.insertRow(), seconds = xOfEstimate(series, 'time', e);
      row.append(make('th', '', run.name, { scope: 'row' }));
      for (const text of [countText(series.evalStep[e]), countText(xOfEstimate(series, 'tokens', e)), Number.isNaN(seconds) ? 'not recorded' : timeText(seconds), lossText(series.evalTrain[e] * run.factor), lossText(series.evalVal[e] * run.factor)])
        row.insertCell().textContent = text;
    }
  }
}
