// Where the time-lapse can stand: the kept steps, and the last stretch of the track, which is live.

/** The share of the track at its end that snaps to live. */
export const liveShare = 0.02;

/** Index of the last stop at or before a step; -1 when all are later. */
export function stopAt(stops: readonly number[], step: number): number {
  let from = 0, to = stops.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (stops[middle] <= step) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}

/** The kept step nearest to a place on a track that ends at `last`; null, live, in its last stretch. */
export function stopNear(stops: readonly number[], place: number, last: number): number | null {
  if (stops.length === 0 || place > last * (1 - liveShare)) return null;
  const before = Math.max(0, stopAt(stops, place)), after = Math.min(stops.length - 1, before + 1);
  return place - stops[before] <= stops[after] - place ? stops[before] : stops[after];
}

/** The stop so many places on from a moment; null, live, beyond the last. */
export function stopBeside(stops: readonly number[], moment: number | null, by: number): number | null {
  const here = moment === null ? stops.length : stopAt(stops, moment);
  const there = Math.max(0, here + by);
  return there < stops.length ? stops[there] : null;
}

/** The stop nearest to a step; null when there are none. */
export function nearest(stops: readonly number[], step: number): number | null {
  return stops.reduce<number | null>((best, stop) => best === null || Math.abs(stop - step) < Math.abs(best - step) ? stop : best, null);
}
