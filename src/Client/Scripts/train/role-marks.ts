// Marks over the loss chart where heads took on a role, so that one sees what the loss did then.
import type uPlot from 'uplot';
import type { RoleTaken } from '../contract';
import { becomes, headName } from '../server/head-history';
import { countText } from '../words/number-text';

/** Places one mark for each step, saying which heads took on what. */
export function placeRoleMarks(element: HTMLElement, plot: uPlot, taken: readonly RoleTaken[]): void {
  const { min, max } = plot.scales.x, left = plot.over.offsetLeft;
  const steps = new Map<number, string[]>();
  for (const { step, role, ...head } of taken)
    if (min != null && max != null && step >= min && step <= max) steps.set(step, [...steps.get(step) ?? [], `${headName(head)} ${becomes(role)}`]);
  const marks = [...element.children] as HTMLElement[];
  let at = 0;
  for (const [step, said] of steps) {
    const mark = marks[at++] ?? element.appendChild(document.createElement('i')), title = `Step ${countText(step)}: ${said.join(', ')}`;
    mark.style.left = `${left + plot.valToPos(step, 'x')}px`;
    if (mark.title !== title) mark.title = title;
  }
  for (const extra of marks.slice(at)) extra.remove();
}
