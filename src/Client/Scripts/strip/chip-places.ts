// Where the chips of a token strip stand, which one is at a place, how far it scrolls, and which weights get a number.

/** Where a token of the strip stands. */
export interface Chip { readonly x: number; readonly width: number }

const chipGap = 2, chipPadding = 10, chipLetter = 9.7; // mono 16 px

/** Chips in a row: single letters at an even pitch, longer tokens as wide as they need. */
export function chipPlaces(texts: readonly string[], pitch: number): Chip[] {
  let x = 0;
  return texts.map(text => {
    const letters = [...text].length, width = letters < 2 ? pitch - chipGap : Math.max(pitch - chipGap, Math.ceil(letters * chipLetter + chipPadding));
    const chip = { x, width };
    x += width + chipGap;
    return chip;
  });
}

/** From one chip to the next: as usual where all chips fit, closer where that brings all of them into view, never closer than `least`. */
export function pitchFor(texts: readonly string[], width: number, usual: number, least: number): number {
  for (let pitch = usual; pitch >= least; pitch -= 0.25) {
    const last = chipPlaces(texts, pitch).at(-1);
    if (!last || last.x + last.width <= width) return pitch;
  }
  return usual;
}

/** Index of the chip at a place, the gap behind a chip being its own; -1 beyond all. */
export function chipAt(chips: readonly Chip[], x: number): number {
  if (x < 0) return -1;
  let from = 0, to = chips.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (chips[middle].x <= x) from = middle + 1;
    else to = middle;
  }
  const last = chips.at(-1);
  return last && x < last.x + last.width + chipGap ? from - 1 : -1;
}

/** How far to scroll a strip so that a chip and something of its neighbours is in view. */
export function scrollTo({ x, width }: Chip, scrolled: number, seen: number, all: number): number {
  const margin = Math.min(3 * width, seen / 4), most = Math.max(0, all - seen);
  const next = x - margin < scrolled ? x - margin : x + width + margin > scrolled + seen ? x + width + margin - seen : scrolled;
  return Math.max(0, Math.min(most, next));
}

/** Pixels a frame that a strip scrolls by while a finger rests near one of its ends. */
export function edgeSpeed(x: number, seen: number): number {
  const edge = 48, deep = x < edge ? x - edge : x > seen - edge ? x - (seen - edge) : 0;
  return Math.max(-1, Math.min(1, deep / edge)) * 8;
}

/** Which weights get a number: the largest, and others from a tenth up, so far apart that none overlap; largest first. */
export function numbered(weights: ArrayLike<number>, chips: readonly Chip[], apart = 46, least = 0.1): number[] {
  const centre = (key: number) => chips[key].x + chips[key].width / 2, chosen: number[] = [];
  const order = Array.from({ length: Math.min(weights.length, chips.length) }, (_, key) => key).sort((a, b) => weights[b] - weights[a] || a - b);
  for (const key of order) {
    if (chosen.length > 0 && weights[key] < least) break;
    if (chosen.every(other => Math.abs(centre(other) - centre(key)) >= apart)) chosen.push(key);
  }
  return chosen;
}
