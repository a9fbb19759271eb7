// What is said of the frame that is shown: live, kept, last, or why there is none.
export type FrameMood = 'live' | 'still' | 'waiting' | 'error';

export interface FrameStand {
  /** Why something could not be had; empty where all is well. */
  readonly refused: string;
  readonly looksBack: boolean;
  readonly connected: boolean;
  /** It ships with the lab. */
  readonly recording?: boolean;
  /** Whether frames may still come. */
  readonly live: boolean;
  readonly hasFrame: boolean;
}

export function frameWords({ refused, looksBack, connected, recording = false, live, hasFrame }: FrameStand): [words: string, mood: FrameMood] {
  if (refused) return [refused, 'error'];
  if (looksBack) return ['kept', 'still'];
  if (recording) return ['recording', 'still'];
  if (!connected) return ['connecting…', 'waiting'];
  return live ? ['live', 'live'] : [hasFrame ? 'last frame' : 'no frame', 'still'];
}
