// What the Generate page looks at: a token on one of two sides, a head, and whether writing is held. Pure: (state, event) -> state.

export type SideName = 'a' | 'b';

export interface GenerateState {
  readonly layer: number;
  readonly head: number;
  /** The side whose token is locked, and which writes on. */
  readonly active: SideName;
  readonly locked: number | null;
  readonly hovered: { readonly side: SideName; readonly index: number } | null;
  /** A token that the address locks, as soon as it is written. */
  readonly wanted: number | null;
  readonly held: boolean;
}

export type GenerateEvent =
  | { kind: 'preview'; side: SideName; index: number }
  | { kind: 'leave' }
  /** The same token again releases it. */
  | { kind: 'lock'; side: SideName; index: number }
  | { kind: 'release' }
  /** The keyboard goes on by so many of that many tokens. */
  | { kind: 'move'; side: SideName; by: number; length: number }
  | { kind: 'choose'; layer: number; head: number }
  /** Writing goes on on a side: the newest token is in view. */
  | { kind: 'write'; side: SideName }
  /** Another branch of a side is in view. */
  | { kind: 'open'; side: SideName }
  /** A side has so many tokens; settled when no branch is still to come. */
  | { kind: 'grow'; side: SideName; length: number; settled: boolean }
  | { kind: 'hold'; on: boolean }
  /** A new text begins; `fresh` forgets what the address wanted. */
  | { kind: 'begin'; fresh: boolean };

export function reduce(state: GenerateState, event: GenerateEvent): GenerateState {
  switch (event.kind) {
    case 'preview': return state.hovered?.side === event.side && state.hovered.index === event.index ? state : { ...state, hovered: { side: event.side, index: event.index } };
    case 'leave': return state.hovered ? { ...state, hovered: null } : state;
    case 'lock': return { ...state, active: event.side, locked: state.locked === event.index && state.active === event.side ? null : event.index };
    case 'release': return { ...state, locked: null, hovered: null };
    case 'move': return event.length === 0 ? state : { ...state, hovered: null, active: event.side, locked: Math.min(event.length - 1, Math.max(0, (state.locked ?? event.length - 1) + event.by)) };
    case 'choose': return { ...state, layer: event.layer, head: event.head };
    case 'write': return { ...state, locked: null, hovered: null, active: event.side };
    case 'open': return event.side === state.active ? { ...state, locked: null, hovered: null } : state;
    case 'grow': return event.side === state.active && event.settled && state.wanted !== null && event.length > state.wanted ? { ...state, locked: state.wanted, wanted: null } : state;
    case 'hold': return event.on === state.held ? state : { ...state, held: event.on };
    case 'begin': {
      const wanted = event.fresh ? null : state.wanted;
      return { ...state, locked: null, hovered: null, wanted, active: wanted === null ? 'a' : state.active };
    }
  }
}

/** The token in view on a side: the locked one, else one that is pointed at there or, comparing, on the other side; null is the newest. */
export const indexOn = ({ locked, hovered }: GenerateState, side: SideName, comparing: boolean): number | null =>
  locked ?? (hovered && (hovered.side === side || comparing) ? hovered.index : null);
