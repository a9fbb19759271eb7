// The live loss chart: its points come straight from the hub, and are drawn at most once a screen refresh.
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { onThemeChange } from '../drawing/colour-scale';
import type { Metrics, RoleTaken } from '../contract';
import { followHistory } from '../server/head-history-source';
import { onState, stream } from '../server/hub';
import { buildPlot, showPoints, type PlotChoices } from './loss-plot';
import { LossSeries } from '../curves/loss-series';
import { momentOf, onMoment } from '../server/moment';
import { part } from '../dom/element';
import { placeRoleMarks } from './role-marks';
import { countText, lossText } from '../words/number-text';
import { fillLossTable } from './loss-table';
import type { Widget } from '../dom/widget';

interface LossChartData extends PlotChoices {
  runId: string;
  /** Whether points may still come. */
  live: boolean;
  /** Whether its heads' roles are kept. */
  attends: boolean;
  /** Whether the table is open. */
  table: boolean;
}

export function initialize(element: HTMLElement, data: LossChartData): Widget<LossChartData> {
  const box = part(element, 'plot'), empty = part(element, 'empty'), table = part(element, 'table'), reset = part(element, 'reset');
  let series = new LossSeries(), current = data, ended = true, close = () => {}, endMoment = () => {}, endHistory = () => {}, taken: RoleTaken[] = [], hovered: number | null = null;
  let plot: uPlot | undefined, zoom: [number, number] | undefined, due = 0, tableDue = 0, refused = '';

  const schedule = () => { due ||= requestAnimationFrame(draw); };

  function draw(): void {
    due = 0;
    empty.hidden = series.next > 0;
    if (!empty.hidden) empty.textContent = refused || (current.live ? 'Waiting for the first step…' : 'This run has no recorded steps.');
    if (!plot || !box.clientWidth) return;
    const [from, to] = zoom ?? [0, Math.max(series.lastStep, series.evalStep.at(-1) ?? 0, 10)];
    showPoints(plot, series.thin(from, to, Math.ceil(box.clientWidth)), from, to);
    placeRoleMarks(part(element, 'marks'), plot, taken);
    readout();
    if (current.table && performance.now() > tableDue) {
      tableDue = performance.now() + 1000;
      fillLossTable(table.querySelector('tbody')!, series);
    }
  }

  // The figures above the chart: those under the pointer, else those of the moment that is shown, else the newest.
  function readout(): void {
    const wanted = hovered ?? momentOf(current.runId), i = wanted === null ? series.length - 1 : series.nearest(wanted);
    const step = i < 0 ? null : series.stepAt(i), e = series.estimateAt(step ?? Infinity);
    part(element, 'step').textContent = step === null ? '–' : countText(step);
    part(element, 'train').textContent = i < 0 ? '–' : lossText(series.rawAt(i));
    part(element, 'smooth').textContent = i < 0 ? '–' : lossText(series.smoothAt(i));
    part(element, 'val').textContent = e < 0 ? '–' : lossText(series.evalVal[e]);
    part(element, 'val-step').textContent = e < 0 ? '' : `at ${countText(series.evalStep[e])}${series.earlyAt(e)}`;
  }

  function rebuild(): void {
    plot?.destroy();
    plot = buildPlot(box, current, step => { hovered = step; readout(); }, () => queueMicrotask(takeZoom), () => momentOf(current.runId));
    schedule();
  }

  function takeZoom(): void {
    if (!plot || plot.select.width < 4) return;
    zoom = [plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x')];
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    reset.hidden = false;
    schedule();
  }

  function unzoom(): void {
    zoom = undefined;
    reset.hidden = true;
    schedule();
  }

  function follow(): void {
    endMoment();
    endMoment = onMoment(current.runId, () => { plot?.redraw(false); readout(); });
    endHistory();
    taken = [];
    endHistory = current.attends ? followHistory(current.runId, current.live, { history: ({ takenOn }) => { taken = takenOn; schedule(); }, refused: () => {} }) : () => {};
  }

  function open(): void {
    close();
    ended = false;
    refused = '';
    const runId = current.runId, mine = series;
    close = stream<Metrics>({
      method: 'Loss',
      args: () => [runId, mine.next],
      next: chunk => { mine.append(chunk); schedule(); },
      complete: () => { ended = true; schedule(); },
      error: message => { ended = true; refused = message; schedule(); },
    });
  }

  const sizes = new ResizeObserver(() => {
    if (plot && box.clientWidth) plot.setSize({ width: box.clientWidth, height: box.clientHeight });
    schedule();
  });
  sizes.observe(box);
  const endTheme = onThemeChange(rebuild);
  const endState = onState(state => { element.dataset.connection = state; });
  reset.addEventListener('click', unzoom);
  box.addEventListener('dblclick', unzoom);
  rebuild();
  follow();
  open();

  return {
    update(next) {
      const before = current;
      current = next;
      if (next.table !== before.table) tableDue = 0;
      if (next.runId !== before.runId) {
        series = new LossSeries();
        unzoom();
        follow();
        open();
      } else if (next.live && ended) {
        open();
      }
      if (next.runId === before.runId && next.live !== before.live) follow();
      if (next.log !== before.log || next.smooth !== before.smooth) rebuild();
      else schedule();
    },
    dispose() {
      close();
      endMoment();
      endHistory();
      endState();
      endTheme();
      sizes.disconnect();
      cancelAnimationFrame(due);
      plot?.destroy();
    },
  };
}
