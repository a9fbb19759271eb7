// What each head is worth: a line for each head over the measured steps, a list by the newest, a table of all.
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { onThemeChange } from '../drawing/colour-scale';
import type { KnockoutHistory } from '../contract';
import { colourVariable, curveSwatch, dashOf } from '../curves/curve-style';
import { make, part, setText } from '../dom/element';
import { headName } from '../server/head-history';
import { refusal } from '../server/refusal';
import { digits } from '../words/number-format';
import { countText } from '../words/number-text';
import type { Widget } from '../dom/widget';

interface KnockoutTarget { runId: string; live: boolean; inspect: string }

/** How often it is asked for while the run trains, in ms. */
const refreshEvery = 4000;
/** Measurements that are marked on the lines, as long as there is room between them. */
const mostPoints = 25;

export function initialize(root: HTMLElement, options: KnockoutTarget): Widget<KnockoutTarget> {
  const box = part(root, 'plot'), empty = part(root, 'empty'), list = part(root, 'list');
  let target = options, history: KnockoutHistory | null = null, plot: uPlot | undefined, chosen: number | null = null, timer = 0, flight: AbortController | null = null;

  const ask = async () => {
    clearTimeout(timer);
    flight?.abort();
    const mine = flight = new AbortController();
    try {
      const response = await fetch(new URL(`api/runs/${encodeURIComponent(target.runId)}/knockouts`, document.baseURI), { signal: mine.signal });
      const said = response.ok ? null : await refusal(response), next = response.ok ? await response.json() as KnockoutHistory : null;
      if (mine !== flight) return;
      if (next) accept(next); else if (!history) wait(said!);
    } catch {
      if (mine === flight && !mine.signal.aborted && !history) wait('The server does not answer. Trying again…');
    }
    if (mine === flight && (target.live || !history)) timer = window.setTimeout(() => void ask(), refreshEvery);
  };
  const wait = (message: string) => { empty.hidden = false; setText(empty, message); };

  const accept = (next: KnockoutHistory) => {
    const same = history?.heads.length === next.heads.length && history.steps.length === next.steps.length && history.steps.at(-1) === next.steps.at(-1);
    history = next;
    if (next.steps.length === 0) { wait(target.live ? 'The first measurement comes with the first estimate…' : 'Nothing of this was measured in this run.'); return; }
    empty.hidden = true;
    if (!same || !plot) draw();
  };

  const draw = () => {
    if (!history || history.steps.length === 0) return;
    const { heads, steps, loss, rule, windows, windowTokens } = history, last = steps.length - 1;
    setText(part(root, 'at'), `step ${countText(steps[last])}, loss ${loss[last]?.toFixed(4) ?? '–'} with all heads`);
    setText(part(root, 'rule'), `${rule} ${windows} windows of ${windowTokens} tokens.`);
    // The list is sorted anew at each measurement; who is at a head with the keyboard stays with it.
    const held = (list.contains(document.activeElement) ? document.activeElement as HTMLElement : null)?.dataset.index;
    list.replaceChildren(...heads.map((head, index) => ({ head, index, worth: head.change[last] })).sort((a, b) => b.worth - a.worth).map(({ head, index, worth }) => {
      const item = make('li'), link = make('a', '', '', { href: `${target.inspect}&layer=${head.layer}&head=${head.head}`, title: `Layer ${head.layer + 1}, head ${head.head + 1}: open its matrix` });
      link.dataset.index = String(index);
      link.append(curveSwatch(head.layer, false, head.head), headName(head), make('span', 'num', signed(worth)));
      const stand = (who: number | null) => { chosen = who; plot?.redraw(false); };
      for (const on of ['pointerenter', 'focus']) link.addEventListener(on, () => stand(index));
      for (const off of ['pointerleave', 'blur']) link.addEventListener(off, () => stand(null));
      item.append(link);
      return item;
    }));
    if (held !== undefined) list.querySelector<HTMLElement>(`[data-index="${held}"]`)?.focus({ preventScroll: true });
    const names = make('tr');
    names.append(make('th', '', 'step', { scope: 'col' }), make('th', 'right', 'loss', { scope: 'col' }), ...heads.map(head => make('th', 'right', headName(head), { scope: 'col' })));
    part(root, 'table-head').replaceChildren(names);
    part(root, 'table-body').replaceChildren(...steps.map((step, i) => {
      const row = make('tr');
      row.append(make('th', '', countText(step), { scope: 'row' }), make('td', 'right', loss[i]?.toFixed(4) ?? '–'), ...heads.map(head => {
        const cell = make('td', 'right', signed(head.change[i]));
        cell.title = digits(head.change[i]);
        return cell;
      }));
      return row;
    }));
    if (box.clientWidth === 0) return;
    plot?.destroy();
    plot = build(box, history, () => chosen);
  };

  const sizes = new ResizeObserver(() => {
    if (plot && box.clientWidth) plot.setSize({ width: box.clientWidth, height: box.clientHeight });
    else draw();
  });
  sizes.observe(box);
  const themes = onThemeChange(() => requestAnimationFrame(draw));
  void ask();
  return {
    update(next) {
      const other = next.runId !== target.runId;
      target = next;
      if (other) {
        history = null;
        plot?.destroy();
        plot = undefined;
        list.replaceChildren();
        wait('Reading what was measured…');
      }
      void ask();
    },
    dispose() {
      clearTimeout(timer);
      flight?.abort();
      flight = null;
      themes();
      sizes.disconnect();
      plot?.destroy();
    },
  };
}

function build(element: HTMLElement, history: KnockoutHistory, chosen: () => number | null): uPlot {
  const style = getComputedStyle(element), variable = (name: string) => style.getPropertyValue(name).trim();
  const line = variable('--lab-line'), axis: uPlot.Axis = { stroke: variable('--lab-ink-3'), font: `12px ${variable('--lab-font')}`, grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1, size: 4 }, gap: 6 };
  return new uPlot({
    width: Math.max(120, element.clientWidth), height: Math.max(120, element.clientHeight),
    legend: { show: false }, padding: [10, 22, 0, 0], cursor: { show: false },
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 30, space: 70, values: (_, splits) => splits.map(v => Number.isInteger(v) ? v.toLocaleString('en-US') : '') },
      { ...axis, size: 52, space: 28 },
    ],
    series: [{}, ...history.heads.map(({ layer, head }, index): uPlot.Series => ({
      stroke: () => { const colour = variable(colourVariable(layer)), other = chosen(); return other === null || other === index ? colour : `color-mix(in srgb, ${colour} 22%, transparent)`; },
      width: 1.5, dash: dashOf(head), points: { show: history.steps.length <= mostPoints }, spanGaps: true,
    }))],
  }, [history.steps, ...history.heads.map(head => head.change)] as uPlot.AlignedData, element);
}

const signed = (change: number) => !Number.isFinite(change) ? '–' : change === 0 ? '0' : `${change > 0 ? '+' : '−'}${Math.abs(change).toFixed(Math.abs(change) < 0.0995 ? 4 : 3)}`;
