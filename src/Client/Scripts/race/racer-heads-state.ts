// What the heads of a racer are drawn from: the run, its newest frame, and the kept one while the race looks back. Pure: (state, event) -> state.
import type { ProbeTokens } from '../contract';
import type { Frame } from '../server/frame';
import { frameWords, type FrameMood } from '../server/frame-words';
import type { HubState } from '../server/hub';
import type { Moment } from '../server/moment';
import { countText } from '../words/number-text';

export interface Racer {
  readonly runId: string;
  /** Whether frames may still come. */
  readonly live: boolean;
  readonly layers: number;
  readonly heads: number;
  readonly masked: boolean;
  readonly probe: string;
  readonly tokens: readonly string[];
  /** Address of Inspect with the run, to which layer and head are added. */
  readonly inspect: string;
  /** Fewer where many racers share a page. */
  readonly framesPerSecond: number;
}

export interface RacerHeadsState {
  readonly racer: Racer;
  readonly hub: HubState;
  readonly newest: Frame | undefined;
  /** Whether no frame will come unless the feed is opened again, and why. */
  readonly ended: boolean;
  readonly refused: string;
  readonly back: LookedAt;
}

/** The moment looked back to (null: live), its frame once it is there, or why there is none. */
export interface LookedAt { readonly moment: Moment; readonly frame: Frame | undefined; readonly refused: string; readonly probe: ProbeTokens | undefined }

export type RacerHeadsEvent =
  | { kind: 'racer'; racer: Racer }
  | { kind: 'hub'; hub: HubState }
  | { kind: 'feed'; fresh: Frame | undefined; ended: boolean; refused: string }
  | { kind: 'look'; back: LookedAt };

export const noHeads = (racer: Racer): RacerHeadsState => ({ racer, hub: 'connecting', newest: undefined, ended: true, refused: '', back: { moment: null, frame: undefined, refused: '', probe: undefined } });

export function reduce(state: RacerHeadsState, event: RacerHeadsEvent): RacerHeadsState {
  switch (event.kind) {
    case 'racer': return { ...state, racer: event.racer, newest: isOther(state.racer, event.racer) ? undefined : state.newest };
    case 'hub': return { ...state, hub: event.hub };
    case 'feed': return { ...state, newest: event.fresh ?? state.newest, ended: event.ended, refused: event.refused };
    case 'look': return { ...state, back: event.back };
  }
}

/** Whether the cells of the one cannot stand for those of the other. */
export const isOther = (a: Racer, b: Racer): boolean => a.runId !== b.runId || a.layers !== b.layers || a.heads !== b.heads || a.probe !== b.probe;

export interface RacerHeadsView {
  readonly frame: Frame | undefined;
  readonly step: string;
  readonly badge: string;
  readonly mood: FrameMood;
  /** What stands below; empty where all is well. */
  readonly note: string;
  readonly probe: ProbeTokens;
}

export function viewOf({ racer, hub, newest, ended, refused, back }: RacerHeadsState): RacerHeadsView {
  const looksBack = back.moment !== null, frame = looksBack ? back.frame : newest;
  const [badge, mood] = frameWords({ refused: '', looksBack, connected: hub === 'connected', live: racer.live && !ended, hasFrame: newest !== undefined }); // what was refused stands below
  return { frame, step: frame ? countText(frame.step) : '–', badge, mood, note: looksBack ? back.refused : refused, probe: back.probe ?? { fromStep: 0, text: racer.probe, tokens: [...racer.tokens] } };
}
