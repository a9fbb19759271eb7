// The chart of several runs: each run's points come straight from the hub; drawn at most four times a second unless somebody acts.
import type uPlot from 'uplot';
import { onThemeChange } from '../drawing/colour-scale';
import type { Metrics } from '../contract';
import { isRecorded, lengthOn, LossSeries, pointsOn } from './curve-axis';
import { mostCurves } from './curve-style';
import { curvesLegend, type CurveRun, type LegendRow } from './curves-legend';
import { buildCurves, showCurves, type CurveChoices } from './curves-plot';
import { fillCurvesTable } from './curves-table';
import { part, release, setText } from '../dom/element';
import { onState, stream } from '../server/hub';
import { roofOf, type Roof } from './loss-axis';
import { lossText } from '../words/number-text';
import type { Widget } from '../dom/widget';

interface CurvesData extends CurveChoices {
  runs: CurveRun[];
  /** Whether the table of estimates is open. */
  table: boolean;
}

/** A run's points and the stream that brings them. */
interface Curve { run: CurveRun; series: LossSeries; hidden: boolean; refused: string; ended: boolean; close: () => void }

const liveInterval = 250, tableInterval = 1000;

export function initialize(root: HTMLElement, data: CurvesData): Widget<CurvesData> {
  const box = part(root, 'plot'), empty = part(root, 'empty'), table = root.querySelector<HTMLTableElement>('[data-part=table] table'), reset = part<HTMLButtonElement>(root, 'reset');
  const legend = curvesLegend(part(root, 'legend'), index => { curves[index].hidden = !curves[index].hidden; act(); });
  const beyond = part(root, 'beyond'), roof: Roof = { at: Infinity, exceeded: false };
  let curves: Curve[] = [], choices = data, plot: uPlot | undefined, zoom: [number, number] | undefined, hovered: number | null = null;
  let frame = 0, timer = 0, drawn = 0, tableDue = 0;

  // What a person does shows at once; what training brings may wait a moment, so that drawing leaves it the machine.
  const act = () => { frame ||= requestAnimationFrame(draw); };
  const news = () => { timer ||= Number(setTimeout(() => { timer = 0; act(); }, Math.max(0, drawn + liveInterval - performance.now()))); };

  const rows = (): LegendRow[] => curves.map(curve => ({
    run: curve.run, series: curve.series, hidden: curve.hidden,
    note: curve.refused || (isRecorded(curve.series, choices.axis) ? '' : 'not recorded'),
  }));

  function draw(): void {
    frame = 0;
    drawn = performance.now();
    const any = curves.some(curve => curve.series.next > 0);
    empty.hidden = any;
    if (!any) setText(empty, curves.find(curve => curve.refused)?.refused ?? (curves.length === 0 ? 'No run is chosen.' : curves.some(curve => curve.run.status === 'running') ? 'Waiting for the first step…' : 'No steps are recorded.'));
    if (!plot || !box.clientWidth) return;
    const shown = curves.filter(curve => !curve.hidden), { axis } = choices;
    const [from, to] = zoom ?? [0, Math.max(...shown.map(curve => lengthOn(curve.series, axis)), axis === 'time' ? 0.1 : 10)];
    roof.at = roofOf(shown.map(curve => curve.series.length ? curve.series.rawAt(0) * curve.run.factor : NaN));
    const buckets = Math.ceil(Math.min(box.clientWidth, 480) / Math.max(1, shown.length / 3));
    const nothing = { x: [], raw: [], smooth: [], evalX: [], val: [] };
    showCurves(plot, curves.map(curve => curve.hidden ? nothing : pointsOn(curve.series, axis, from, to, buckets, curve.run.factor)), choices, from, to);
    queueMicrotask(sayBeyond); // the plot sets its scales in a microtask of its own
    legend(rows(), axis, hovered);
    if (table && choices.table && drawn > tableDue) {
      tableDue = drawn + tableInterval;
      fillCurvesTable(table, rows());
    }
  }

  function sayBeyond(): void {
    beyond.hidden = !roof.exceeded;
    if (roof.exceeded) setText(beyond, `A loss goes beyond ${lossText(roof.at)}, where the chart ends; its numbers are in the table.`);
  }

  function rebuild(): void {
    plot?.destroy();
    root.dataset.axis = choices.axis;
    plot = buildCurves(box, curves.length, choices, x => { hovered = x; legend(rows(), choices.axis, x); }, () => queueMicrotask(takeZoom), roof);
    act();
  }

  function takeZoom(): void {
    if (!plot || plot.select.width < 4) return;
    zoom = [plot.posToVal(plot.select.left, 'x'), plot.posToVal(plot.select.left + plot.select.width, 'x')];
    plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
    reset.hidden = false;
    act();
  }

  function unzoom(): void {
    zoom = undefined;
    reset.hidden = true;
    act();
  }

  function open(curve: Curve): void {
    curve.close();
    [curve.ended, curve.refused] = [false, ''];
    const end = (message: string) => { [curve.ended, curve.refused] = [true, message]; act(); };
    curve.close = stream<Metrics>({
      method: 'Loss',
      args: () => [curve.run.id, curve.series.next],
      next: chunk => { curve.series.append(chunk); news(); },
      complete: () => end(''),
      error: end,
    });
  }

  // Runs that stay keep their points; new ones are asked for, and whoever left is let go.
  function choose(runs: CurveRun[]): void {
    const before = curves;
    curves = runs.slice(0, mostCurves).map(run => {
      const known = before.find(curve => curve.run.id === run.id);
      if (known) { known.run = run; return known; }
      const curve: Curve = { run, series: new LossSeries(run.tokensPerStep), hidden: false, refused: '', ended: true, close: () => {} };
      open(curve);
      return curve;
    });
    for (const curve of before) if (!curves.includes(curve)) curve.close();
    for (const curve of curves) if (curve.ended && curve.run.status === 'running') open(curve);
  }

  // Arrow keys move what the legend reads; the pointer does the same.
  box.addEventListener('keydown', event => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!plot || (by === undefined && event.key !== 'Escape')) return;
    event.preventDefault();
    const width = plot.over.clientWidth, at = plot.cursor.left ?? -1;
    plot.setCursor(by === undefined ? { left: -10, top: -10 } : { left: Math.min(width, Math.max(0, (at < 0 ? width : at) + by * (event.shiftKey ? 40 : 8))), top: 10 });
  });
  const sizes = new ResizeObserver(() => {
    if (plot && box.clientWidth) plot.setSize({ width: box.clientWidth, height: box.clientHeight });
    act();
  });
  sizes.observe(box);
  const endTheme = onThemeChange(rebuild), endState = onState(state => { root.dataset.connection = state; });
  reset.addEventListener('click', unzoom);
  box.addEventListener('dblclick', unzoom);
  choose(data.runs);
  rebuild();
  release(root);

  return {
    update(next) {
      const count = curves.length, before = choices;
      choose(next.runs);
      choices = next;
      if (next.table !== before.table) tableDue = 0;
      if (next.axis !== before.axis) unzoom();
      if (curves.length !== count || (['axis', 'raw', 'smooth', 'val', 'log'] as const).some(key => next[key] !== before[key])) rebuild();
      else act();
    },
    dispose() {
      for (const curve of curves) curve.close();
      endState();
      endTheme();
      sizes.disconnect();
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      plot?.destroy();
    },
  };
}
