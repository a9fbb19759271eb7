// What the stage looks at: the selection, which frame is shown, and what is known in float32 of the row in focus. Pure: (state, event) -> state.

import { sameQuestion, type ExactRow, type Question } from '../server/exact-row';

export interface Head { readonly layer: number; readonly head: number }

/** Where something is pointed at; only the same place can take it back. */
export type Source = 'strip' | 'heads' | 'matrix' | 'keys';

/** Steps whose weights are kept, nearest below and above one whose are not. */
export interface KeptNear { readonly step: number; readonly near: readonly number[] }

export interface StageState {
  readonly layers: number;
  readonly heads: number;
  readonly masked: boolean;
  readonly tokens: readonly string[];
  readonly chosen: Head;
  readonly pointedHead: Head | null;
  /** The asking token that is pointed at. */
  readonly pointed: number | null;
  /** The asked token that is pointed at, where one is. */
  readonly key: number | null;
  readonly locked: number | null;
  readonly source: Source | null;
  /** Whether anything was pointed at yet. */
  readonly touched: boolean;
  /** The kept step that is looked back to; null is the newest. */
  readonly moment: number | null;
  /** Step of the kept frame that is at hand. */
  readonly past: number | null;
  /** Step of the newest frame that is shown. */
  readonly newest: number | null;
  /** Step of a newer frame that waits for its exact row, so that picture and number change together. */
  readonly coming: number | null;
  readonly exact: ExactRow | null;
  readonly absent: KeptNear | null;
}

export type StageEvent =
  | { kind: 'shape'; layers: number; heads: number; masked: boolean; tokens: readonly string[] }
  /** From the address. */
  | { kind: 'select'; layer: number; head: number; token: number | null }
  | { kind: 'point'; source: Source; token: number | null; key?: number | null; head?: Head }
  | { kind: 'leave'; source: Source }
  | { kind: 'choose'; layer: number; head: number }
  /** The same token again releases it. */
  | { kind: 'lock'; token: number }
  | { kind: 'release' }
  /** The keyboard goes to a token of the strip. */
  | { kind: 'move'; token: number }
  | { kind: 'arrived'; step: number }
  /** The exact row of the coming frame took too long. */
  | { kind: 'waited' }
  | { kind: 'moment'; moment: number | null }
  | { kind: 'kept'; step: number | null }
  | { kind: 'answer'; row: ExactRow }
  | { kind: 'absent'; question: Question; near: readonly number[] };

export const noStage: StageState = {
  layers: 0, heads: 0, masked: true, tokens: [], chosen: { layer: 0, head: 0 }, pointedHead: null, pointed: null, key: null, locked: null, source: null, touched: false,
  moment: null, past: null, newest: null, coming: null, exact: null, absent: null,
};

const nothing = { pointed: null, pointedHead: null, key: null, source: null };

export function reduce(state: StageState, event: StageEvent): StageState {
  switch (event.kind) {
    case 'shape': return shaped(state, event);
    case 'select': return { ...state, chosen: within(state, event), locked: event.token !== null && isToken(state, event.token) ? event.token : null };
    case 'point': return point(state, event);
    case 'leave': return state.source === event.source ? { ...state, ...nothing } : state;
    case 'choose': return { ...state, chosen: within(state, event) };
    case 'lock':
      if (!isToken(state, event.token)) return state;
      return state.locked === event.token
        ? { ...state, locked: null, pointed: event.token, key: null }
        : { ...state, locked: event.token, pointed: null, key: null, touched: true };
    case 'release': return { ...state, ...nothing, locked: null };
    case 'move': return move(state, event.token);
    case 'arrived': return arrived(state, event.step);
    case 'waited': return settle(state);
    case 'moment': return event.moment === state.moment ? state : { ...settle(state), moment: event.moment, past: event.moment === null || state.moment === null ? null : state.past, absent: null };
    case 'kept': return { ...state, past: event.step };
    case 'answer': return answered(state, event.row);
    case 'absent': return isAsked(state, event.question) ? { ...shownWith(state, event.question), exact: null, absent: { step: event.question.step, near: event.near } } : state;
  }
}

// A pointed or locked token survives another probe only if there is one at its place.
function shaped(state: StageState, { layers, heads, masked, tokens }: Extract<StageEvent, { kind: 'shape' }>): StageState {
  const next = { ...state, layers, heads, masked, tokens }, kept = (token: number | null) => token !== null && isToken(next, token) ? token : null;
  const same = layers === state.layers && heads === state.heads && tokens.length === state.tokens.length;
  const known = tokens.length === state.tokens.length && tokens.every((token, i) => token === state.tokens[i]) ? {} : { exact: null, absent: null };
  return { ...next, ...known, chosen: within(next, state.chosen), pointed: kept(state.pointed), key: kept(state.key), locked: kept(state.locked), pointedHead: same ? state.pointedHead : null };
}

// While a row is locked, pointing reads its weights: the token under the pointer is the asked one.
function point(state: StageState, { source, token, key = null, head = null }: { source: Source; token: number | null; key?: number | null; head?: Head | null }): StageState {
  if (token !== null && !isToken(state, token)) return state;
  const row = state.locked ?? token;
  const asked = state.locked !== null && source === 'strip' ? token : key;
  const seen = row !== null && asked !== null && (!state.masked || asked <= row) && !(source === 'strip' && asked === row) ? asked : null;
  const next = { ...state, source, pointed: state.locked === null ? token : null, key: seen, pointedHead: head && within(state, head), touched: state.touched || token !== null };
  const same = next.source === state.source && next.pointed === state.pointed && next.key === state.key && sameHead(next.pointedHead, state.pointedHead) && next.touched === state.touched;
  return same ? state : next;
}

// A lock goes with the keyboard.
function move(state: StageState, to: number): StageState {
  if (state.tokens.length === 0) return state;
  const token = Math.max(0, Math.min(state.tokens.length - 1, to));
  return { ...state, ...nothing, source: 'keys', touched: true, ...(state.locked === null ? { pointed: token } : { locked: token }) };
}

function arrived(state: StageState, step: number): StageState {
  const waits = state.moment === null && rowOf(state) !== null && state.absent === null && state.newest !== null && step !== state.newest;
  const before = settle(state);
  return waits ? { ...before, coming: step } : { ...before, newest: step, coming: null };
}

const settle = (state: StageState): StageState => state.coming === null ? state : { ...state, newest: state.coming, coming: null };

/** With the frame that a question is of: the coming one becomes the newest with its answer. */
const shownWith = (state: StageState, { step }: Question): StageState => step === state.coming ? settle(state) : state;

const answered = (state: StageState, row: ExactRow): StageState => isAsked(state, row) ? { ...shownWith(state, row), exact: row, absent: null } : state;

/** Whether a question is still of what is looked at; all else is stale. */
function isAsked(state: StageState, question: Question): boolean {
  return question.row === rowOf(state) && sameHead(question, headOf(state)) && (question.step === state.coming || question.step === stepOf(state));
}

/** The asking token in focus. */
export const rowOf = (state: StageState): number | null => state.locked ?? state.pointed;

/** The head that stands enlarged. */
export const headOf = (state: StageState): Head => state.pointedHead ?? state.chosen;

/** The step that is shown; null while there is no frame. */
export const stepOf = (state: StageState): number | null => state.moment === null ? state.newest : state.past;

/** What has to be asked of the server; null when nothing is in focus, or all of it is known. */
export function wanted(state: StageState): Question | null {
  const row = rowOf(state), step = state.coming ?? stepOf(state);
  if (row === null || step === null || state.absent?.step === step) return null;
  const question = { ...headOf(state), row, step };
  return state.exact && sameQuestion(state.exact, question) ? null : question;
}

/** The exact weights of what is shown, and of nothing else. */
export function exactOf(state: StageState): ArrayLike<number> | null {
  const { exact } = state, row = rowOf(state), step = stepOf(state);
  return exact && row !== null && step !== null && sameQuestion(exact, { ...headOf(state), row, step }) ? exact.weights : null;
}

/** Where weights are kept, when those of what is shown are not. */
export const nearOf = (state: StageState): readonly number[] | null => rowOf(state) !== null && state.absent ? state.absent.near : null;

/** How many keys a row sees. */
export const seenBy = (state: StageState, row: number): number => state.masked ? row + 1 : state.tokens.length;

export const sameHead = (a: Head | null, b: Head | null): boolean => a === b || (a !== null && b !== null && a.layer === b.layer && a.head === b.head);

const isToken = (state: StageState, token: number): boolean => Number.isInteger(token) && token >= 0 && token < state.tokens.length;

function within({ layers, heads }: StageState, { layer, head }: Head): Head {
  const inside = (value: number, count: number) => Math.max(0, Math.min(count - 1, value));
  return { layer: inside(layer, layers), head: inside(head, heads) };
}
