// What the form asks for (Controls/Generate/GenerateTarget.cs).
import type { Drawing } from './tokens';

export interface Asked {
  /** Whether a field says what is wrong with it; then there is no drawing. */
  wrong: boolean;
  prompt: string;
  tokens: number;
  drawing: Drawing | null;
  other: OtherSide | null;
  /** The settings' part of the address. */
  query: Readonly<Record<string, string>>;
}

/** With nothing wrong. */
export type Writable = Asked & { drawing: Drawing };

/** Side B; the run is empty for the same. */
export interface OtherSide { run: string; name: string; vocabulary: number | null; sameWeights: boolean; drawing: Drawing }
