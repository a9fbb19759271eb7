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
