// What all parts of the stage draw of one selection and one frame.
import type { Frame } from '../server/frame';
import type { Palette } from '../drawing/colour-scale';
import { glyphOf, type Glyph } from '../words/token-glyph';
import { largest, mostAsked, rowAt, type FrameRow } from './frame-row';
import { exactOf, headOf, nearOf, rowOf, type Head, type StageState } from './stage-state';

export interface Look {
  readonly head: Head;
  /** The asking token; null when none is in focus. */
  readonly row: number | null;
  /** Its row in the frame, for colours. */
  readonly cells: FrameRow | null;
  /** The token that it asks most. */
  readonly most: number | null;
  /** The asked token that is read: the one under the pointer, else the one asked most. */
  readonly key: number | null;
  /** Its weights in float32, where they are known; no other number is ever written. */
  readonly exact: ArrayLike<number> | null;
  /** Steps at which weights are kept, where those of this one are not. */
  readonly near: readonly number[] | null;
}

/** One drawing of the stage. */
export interface Scene {
  readonly state: StageState;
  readonly look: Look;
  readonly frame: Frame | undefined;
  readonly palette: Palette;
  readonly glyphs: readonly Glyph[];
  /** One word for what a head does, or none. */
  readonly roleOf: (head: Head) => string;
  /** Whether to say that letters answer. */
  readonly hint: boolean;
  /** Whether boxes may have another size than before; they are measured only then. */
  readonly resized: boolean;
}

export function lookOf(state: StageState, frame: Frame | undefined, relative: boolean): Look {
  const row = rowOf(state), head = headOf(state), cells = frame && row !== null && frame.tokens === state.tokens.length ? rowAt(frame, head, row, relative) : null;
  const exact = cells && exactOf(state), most = exact ? largest(exact) : cells && mostAsked(cells);
  return { head, row, cells, most, key: cells ? state.key ?? most : null, exact, near: nearOf(state) };
}

/** Tokens as the stage writes them: a point for a blank. */
export const stageGlyphs = (tokens: readonly string[]): Glyph[] => tokens.map(token => glyphOf(token, '·'));
