// How large things are on the stage: whole pixels, and as many for every token where there is room.

/** A head's picture with its marked row below it, all in CSS pixels. */
export interface HeadSizes {
  readonly side: number;
  readonly gap: number;
  /** Height of the marked row, and its distance from the picture. */
  readonly row: number;
  readonly apart: number;
  /** Where the first head stands. */
  readonly left: number;
  readonly top: number;
  /** Names are too wide to stand in the picture. */
  readonly small: boolean;
}

/** Below this a head shows its name only while it is pointed at. */
export const smallHead = 56;

/** What a letter in mono 13 px needs; a twentieth of a pixel less is not seen. */
export const letter = 7.75;

/** As large as all heads fit into a box; `ratio` is device pixels a CSS pixel. */
export function headSizes(width: number, height: number, layers: number, heads: number, tokens: number, ratio: number): HeadSizes {
  const fit = (gap: number, below: number) => Math.min((width - gap * (heads - 1)) / heads, (height - gap * (layers - 1)) / layers - below);
  const roomy = fit(8, 16) >= smallHead, [gap, row, apart] = roomy ? [8, 12, 4] : [4, 6, 2];
  const side = wholeSide(fit(gap, row + apart), tokens, ratio);
  return {
    side, gap, row, apart, small: side < smallHead, top: 0,
    left: Math.max(0, Math.floor((width - heads * side - gap * (heads - 1)) / 2)),
  };
}

/** The largest side within some room in whole device pixels; the same number of them for every token where that costs no more than a twentieth. */
export function wholeSide(room: number, tokens: number, ratio: number): number {
  const pixels = Math.max(1, Math.floor(room * ratio)), even = Math.floor(pixels / Math.max(1, tokens)) * tokens;
  return (even >= 0.95 * pixels ? even : pixels) / ratio;
}

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
