// The chart as a table, for whoever cannot see the chart: its last estimates.
import type { LossSeries } from '../curves/loss-series';
import { countText, lossText } from '../words/number-text';

const rows = 12;

/** Fills a table body with columns step, estimates of the training and the validation loss and, of a task, right answers; newest first. */
export function fillLossTable(body: HTMLElement, series: LossSeries): void {
  const task = series.evalAccuracy.some(share => !Number.isNaN(share));
  body.closest('table')?.querySelector('[data-part="accuracy"]')?.toggleAttribute('hidden', !task);
  const lines: string[][] = [];
  for (let e = series.evalStep.length - 1; e >= 0 && lines.length < rows; e--)
    lines.push([countText(series.evalStep[e]) + series.earlyAt(e), lossText(series.evalTrain[e]), lossText(series.evalVal[e]), ...task ? [shareText(series.evalAccuracy[e])] : []]);
  body.replaceChildren(...lines.map(line => {
    const row = document.createElement('tr');
    for (const text of line) row.insertCell().textContent = text;
    return row;
  }));
}

function shareText(share: number): string {
  return Number.isNaN(share) ? '–' : `${(100 * share).toFixed(1)} %`;
}
