// Which moment of a run a page shows: live, or a step that was kept. Every panel reads it here, so that one scrubber moves them all.

/** A step; null is live. */
export type Moment = number | null;

const moments = new Map<string, Moment>();
const listeners = new Map<string, Set<(moment: Moment) => void>>();

export const momentOf = (run: string): Moment => moments.get(run) ?? null;

/** Shows a step of a run in every panel of the page, or what is live. */
export function showMoment(run: string, moment: Moment): void {
  if (momentOf(run) === moment) return;
  moments.set(run, moment);
  for (const listener of [...listeners.get(run) ?? []]) listener(moment);
}

/** Calls back when another moment of the run is to be shown; the answer ends it. */
export function onMoment(run: string, listener: (moment: Moment) => void): () => void {
  const all = listeners.get(run) ?? new Set();
  listeners.set(run, all.add(listener));
  return () => { all.delete(listener); };
}
