// Which kept steps lie on either side of one that is not kept.
import { stopAt } from '../server/stops';

/** None when it is kept itself. */
export function nearestOf(steps: readonly number[], step: number): number[] {
  const at = stopAt(steps, step);
  return steps[at] === step ? [] : [steps[at], steps[at + 1]].filter(near => near !== undefined);
}
