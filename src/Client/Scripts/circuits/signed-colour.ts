// Colours of summands: blue above zero, orange below, as on Compare's difference scale.
import type { Palette } from '../drawing/colour-scale';
import { differenceScale } from '../matrix/difference-scale';
import { css, inkOnPacked } from '../drawing/oklch';

/** Paints an element in the colour of a number between -limit and limit, with ink that stands out. */
export function tint(element: HTMLElement, value: number, limit: number, palette: Palette): void {
  const packed = differenceScale(palette, 1).colourOf(Math.max(-1, Math.min(1, value / (limit || 1))));
  element.style.background = css(packed);
  element.style.color = inkOnPacked(packed);
}

/** With its sign and three digits behind the point. */
export const signedShort = (value: number): string => {
  const text = Math.abs(value).toFixed(Math.abs(value) >= 9.95 ? 1 : 2);
  return Number(text) === 0 ? '0' : `${value > 0 ? '+' : '−'}${text}`;
};
