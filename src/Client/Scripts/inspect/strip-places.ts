// Where the letters of the token strip stand just now, for pictures that stand below them.
import type { StripPlaces } from '../strip/token-strip';

let now: StripPlaces = { chips: [], scrolled: 0 };
const listeners = new Set<(places: StripPlaces) => void>();

/** The strip was laid out anew, or scrolled. */
export function placeStrip(places: StripPlaces): void {
  now = places;
  for (const listener of [...listeners]) listener(places);
}

/** Calls back at once, and whenever the letters stand elsewhere; the answer ends it. */
export function onStripPlaces(listener: (places: StripPlaces) => void): () => void {
  listeners.add(listener);
  listener(now);
  return () => { listeners.delete(listener); };
}
