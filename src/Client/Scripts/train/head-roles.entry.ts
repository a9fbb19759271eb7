// What the heads do: which role each has at the step that is shown, and how a score of all of them went.
import type uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { onThemeChange } from '../drawing/colour-scale';
import type { HeadColumn, HeadHistory, RoleName } from '../contract';
import { curveSwatch } from '../curves/curve-style';
import { becomes, columnOf, headName, headsOf, indexOf, roleNames } from '../server/head-history';
import { followHistory } from '../server/head-history-source';
import { buildScores, showScores, type ScoreChoices } from './head-roles-plot';
import { momentOf, onMoment } from '../server/moment';
import { countText } from '../words/number-text';
import type { Widget } from '../dom/widget';

interface RolesData extends ScoreChoices {
  runId: string;
  live: boolean;
  /** Address of Inspect with run and prompt, to which layer and head are added. */
  inspect: string;
}

const roles: RoleName[] = ['previousToken', 'firstToken', 'duplicateToken', 'induction', 'none'];

export function initialize(element: HTMLElement, data: RolesData): Widget<RolesData> {
  const part = (name: string) => element.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  const box = part('plot'), list = part('roles'), empty = part('empty'), at = part('at'), rule = part('rule'), taken = part('taken');
  let current = data, history: HeadHistory | undefined, plot: uPlot | undefined, chosen: number | null = null;
  let endHistory = () => {}, endMoment = () => {}, said = 'Reading what was kept…';

  function draw(): void {
    const index = history ? indexOf(history, momentOf(current.runId)) : -1;
    empty.hidden = index >= 0;
    empty.textContent = history && index < 0 ? (current.live ? 'The first look at the heads is on its way…' : 'Nothing of the heads was recorded in this run.') : said;
    at.textContent = index < 0 ? '' : `at step ${countText(history!.steps[index])}`;
    rule.textContent = history?.rule ?? '';
    list.replaceChildren(...(index < 0 ? [] : roles.map(role => roleRow(role, index))));
    taken.replaceChildren(...(history?.takenOn ?? []).map(({ step, role, ...head }) => textItem(`Step ${countText(step)}: ${headName(head)} ${becomes(role)}`)));
    part('taken-none').hidden = !history || history.takenOn.length > 0;
    if (index < 0) return;
    if (!plot && box.clientWidth) plot = buildScores(box, history!, current, () => momentOf(current.runId), () => chosen);
    if (plot) showScores(plot, history!, current);
  }

  function roleRow(role: RoleName, index: number): HTMLElement {
    const row = document.createElement('div'), name = document.createElement('dt'), held = document.createElement('dd');
    name.textContent = roleNames[role];
    const heads = headsOf(history!, role, index);
    if (heads.length) held.append(...heads.map(({ head }) => headLink(head, index)));
    else held.textContent = role === 'none' ? 'every head has a role' : 'no head';
    row.append(name, held);
    return row;
  }

  function headLink(head: HeadColumn, index: number): HTMLElement {
    const link = document.createElement('a'), score = columnOf(head, current.measured, current.score)[index];
    link.href = `${current.inspect}&layer=${head.layer}&head=${head.head}`;
    link.className = 'head-chip';
    link.title = `Layer ${head.layer + 1}, head ${head.head + 1}: open its matrix`;
    const value = document.createElement('span');
    value.className = 'num';
    value.textContent = score === null || score === undefined ? '–' : score.toFixed(current.score === 'distance' ? 1 : 2);
    link.append(curveSwatch(head.layer, false, head.head), headName(head), value);
    const own = history!.heads.indexOf(head), stand = (who: number | null) => { chosen = who; plot?.redraw(false); };
    link.addEventListener('pointerenter', () => stand(own));
    link.addEventListener('pointerleave', () => stand(null));
    link.addEventListener('focus', () => stand(own));
    link.addEventListener('blur', () => stand(null));
    return link;
  }

  function rebuild(): void {
    plot?.destroy();
    plot = undefined;
    draw();
  }

  function follow(): void {
    endHistory();
    endMoment();
    endMoment = onMoment(current.runId, draw);
    endHistory = followHistory(current.runId, current.live, {
      history(next) {
        const same = history?.heads.length === next.heads.length;
        history = next;
        if (same) draw();
        else rebuild();
      },
      refused(message) { said = message; if (!history) draw(); },
    });
  }

  const sizes = new ResizeObserver(() => {
    if (plot && box.clientWidth) plot.setSize({ width: box.clientWidth, height: box.clientHeight });
    else draw();
  });
  sizes.observe(box);
  const endTheme = onThemeChange(rebuild);
  draw();
  follow();

  return {
    update(next) {
      const before = current;
      current = next;
      if (next.runId !== before.runId) history = undefined;
      if (next.runId !== before.runId || next.live !== before.live) follow();
      rebuild();
    },
    dispose() {
      endHistory();
      endMoment();
      endTheme();
      sizes.disconnect();
      plot?.destroy();
    },
  };
}

function textItem(text: string): HTMLElement {
  const item = document.createElement('li');
  item.textContent = text;
  return item;
}
