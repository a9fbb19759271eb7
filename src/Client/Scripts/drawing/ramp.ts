// The colours of attention weights: one hue from the paper's colour to dark (on dark ground, to light), given by stops.
import { pack } from './oklch';

/** A place on the scale, 0 to 1, and its colour. The place of a weight is its square root: an even row over 64 tokens stands at 0.125. */
export type Stop = readonly [at: number, colour: string];

export const lightStops: readonly Stop[] = [[0, '#fbfaf6'], [0.12, '#e6f0ed'], [0.3, '#b5d9d4'], [0.5, '#66b0aa'], [0.7, '#1c7a76'], [0.86, '#124a63'], [1, '#171c4a']];
export const darkStops: readonly Stop[] = [[0, '#10161d'], [0.12, '#16343a'], [0.3, '#1b6261'], [0.5, '#2a9a90'], [0.7, '#5fcdbd'], [0.86, '#b4efe2'], [1, '#f4fffc']];

/** 256 packed colours from the first stop to the last. */
export function ramp(stops: readonly Stop[]): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, i) => {
    const at = i / 255, next = Math.max(1, stops.findIndex(([place]) => place >= at));
    const [from, start] = stops[next - 1], [to, end] = stops[next], share = (at - from) / (to - from);
    const [a, b] = [channels(start), channels(end)];
    const [red, green, blue] = a.map((value, channel) => Math.round(value + (b[channel] - value) * share));
    return pack(red, green, blue);
  });
}

function channels(hex: string): number[] { return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)); }
