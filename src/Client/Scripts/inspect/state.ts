// What Inspect looks at: prompt, step, heads, token, cell, interventions, and the model's last answer. Pure: (state, event) -> state.
import { attends, type Inspection } from './inspection';
import type { Question } from './inspection-source';
import { clicked, headsOf, sameHead, shifted, type Head, type HeadSet } from './head-set';
import type { AddressedView, ViewName } from './address';
import type { Cell, Look } from './scene';

/** The run in view, as the page knows it. */
export interface InspectTarget { readonly run: string; readonly status: string; readonly step: number; readonly hasWeights: boolean; readonly probe: string; readonly layers: number; readonly heads: number }

export interface InspectState {
  readonly target: InspectTarget;
  /** As typed. */
  readonly prompt: string;
  /** Letters that this run's text does not have: they are left out of what is asked. */
  readonly unknown: readonly string[];
  /** A kept step; null is the newest. */
  readonly step: number | null;
  readonly layer: number;
  readonly head: number;
  readonly heads: HeadSet;
  /** The head under the pointer, whose matrix is shown meanwhile. */
  readonly pointedHead: Head | null;
  /** The asking token; null until an answer says how many there are. */
  readonly token: number | null;
  readonly locked: boolean;
  /** The cell under the pointer or the keyboard's cursor. */
  readonly cell: Cell | null;
  readonly view: ViewName;
  /** Whether the arcs stand beside heads and matrix. */
  readonly arcs: boolean;
  /** The tab below that is open; the first has no name. */
  readonly tab: string | null;
  readonly edits: unknown;
  /** Whether the newest weights are asked for again while the run trains. */
  readonly follow: boolean;
  readonly answer: Inspection | null;
  /** The prompt that the answer is to; null where there is none yet, or of another run. */
  readonly answered: string | null;
  /** Why there is no newer answer. */
  readonly refusal: { readonly message: string; readonly step: number | null } | null;
}

export type InspectEvent =
  | { kind: 'target'; target: InspectTarget; address: string }
  /** From the address: at first, and when one goes back. */
  | { kind: 'restore'; address: AddressedView }
  | { kind: 'type'; prompt: string }
  /** The pointer or the cursor is on an asking token. */
  | { kind: 'preview'; token: number }
  | { kind: 'point'; cell: Cell | null }
  /** The keyboard went to a token: a lock goes with it. */
  | { kind: 'move'; token: number }
  /** The same token again releases it. */
  | { kind: 'lock'; token: number }
  | { kind: 'hold'; token: number }
  | { kind: 'release' }
  | { kind: 'pointHead'; head: Head | null }
  /** Alone, or with those that are looked at already. */
  | { kind: 'choose'; head: Head; more: boolean }
  | { kind: 'isolate'; head: Head }
  | { kind: 'step'; step: number | null }
  | { kind: 'view'; view: ViewName }
  | { kind: 'arcs'; shown: boolean }
  | { kind: 'tab'; tab: string | null }
  | { kind: 'follow'; on: boolean }
  /** What another panel of the page asks for. */
  | { kind: 'look'; look: Look }
  | { kind: 'answer'; inspection: Inspection; question: Question; pointerInside: boolean }
  | { kind: 'refuse'; message: string; question: Question; unknown?: readonly string[] }
  | { kind: 'say'; message: string };

export const noInspect = (target: InspectTarget): InspectState => ({
  target, prompt: target.probe, unknown: [], step: null, layer: 0, head: 0, heads: [{ layer: 0, head: 0 }], pointedHead: null, token: null, locked: false, cell: null,
  view: 'all', arcs: true, tab: null, edits: null, follow: true, answer: null, answered: null, refusal: null,
});

export function reduce(state: InspectState, event: InspectEvent): InspectState {
  switch (event.kind) {
    case 'target': return retargeted(state, event.target, event.address);
    case 'restore': return restored(state, event.address);
    case 'type': return event.prompt === state.prompt ? state : { ...state, prompt: event.prompt, refusal: event.prompt === '' ? null : state.refusal };
    case 'preview': return state.locked ? pointed(state, { query: state.token!, key: event.token }) : event.token === state.token && !state.cell ? state : { ...state, token: event.token, cell: null };
    case 'point': return pointed(state, event.cell);
    case 'move': return state.locked ? held(state, event.token) : reduce(state, { kind: 'preview', token: event.token });
    case 'lock': return state.locked && state.token === event.token ? released(state) : held(state, event.token);
    case 'hold': return held(state, event.token);
    case 'release': return released(state);
    case 'pointHead': return sameOrNull(state.pointedHead, event.head) ? state : { ...state, pointedHead: event.head };
    case 'choose': return chosen(state, event.more ? shifted(state.heads, event.head) : clicked(state.heads, event.head), event.head);
    case 'isolate': return chosen(state, [event.head], event.head);
    case 'step': return event.step === state.step ? state : { ...state, step: event.step, refusal: null };
    case 'view': return { ...state, view: event.view };
    case 'arcs': return { ...state, arcs: event.shown };
    case 'tab': return { ...state, tab: event.tab };
    case 'follow': return { ...state, follow: event.on };
    case 'look': return looked(state, event.look);
    case 'answer': return answered(state, event.inspection, event.question, event.pointerInside);
    case 'refuse': return event.question.run === state.target.run ? refused(state, event.message, event.question, event.unknown ?? []) : state;
    case 'say': return { ...state, refusal: event.message ? { message: event.message, step: null } : null };
  }
}

/** What has to be asked for this state; null asks nothing. A row is asked for only where the last answer had it: the prompt may have become shorter. */
export function questionOf(state: InspectState, mostCharacters: number): Question | null {
  const { target, step, edits, layer, head, locked, token, answered } = state, prompt = askedPrompt(state);
  if (!target.hasWeights || prompt === '' || state.prompt.length > mostCharacters) return null;
  const has = target.layers > 0;
  return { run: target.run, prompt, step, edits, layer: has ? layer : null, head: has ? head : null, token: has && locked && answered === prompt ? token : null };
}

/** The prompt without the letters that the run's text does not have. */
export function askedPrompt({ prompt, unknown }: Pick<InspectState, 'prompt' | 'unknown'>): string {
  return unknown.length === 0 ? prompt : [...prompt].filter(letter => !unknown.includes(letter)).join('');
}

/** Whether the answer to one holds what the other asks for. */
export const answers = (a: Question | null, b: Question | null): boolean => a === b || (a !== null && b !== null
  && a.run === b.run && a.prompt === b.prompt && a.step === b.step && a.edits === b.edits && a.layer === b.layer && a.head === b.head && (b.token === null || a.token === b.token));

export const addressedView = ({ target, prompt, layer, head, heads, locked, token, step, view, arcs, tab, edits }: InspectState): AddressedView => ({
  run: target.run, prompt: prompt === target.probe ? null : prompt, layer, head, heads, token: locked ? token : null, step, view, arcs, tab, edits,
});

/** The head whose matrix is in view: the one that is pointed at, else the chosen one. */
export function headInView({ pointedHead, layer, head, answer }: InspectState): Head {
  return pointedHead && answer && pointedHead.layer < answer.layers && pointedHead.head < answer.heads ? pointedHead : { layer, head };
}

/** Another run, or the same one further on. Chosen from a list, what was looked at is looked at in the other run; an address that says more than the run is followed. */
function retargeted(state: InspectState, target: InspectTarget, address: string): InspectState {
  const before = state.target;
  if (target.run === before.run) return { ...state, target };
  const typed = state.prompt === before.probe ? target.probe : state.prompt;
  const next = { ...noInspect(target), prompt: typed, view: state.view, arcs: state.arcs, tab: state.tab, follow: state.follow };
  return onlyARun(address) ? within({ ...next, layer: state.layer, head: state.head, heads: state.heads }, target.layers, target.heads) : next;
}

const aboutThePage = new Set(['run', 'embed', 'controls', 'view', 'arcs', 'tab']);

/** Whether an address names a run and nothing to look at in it. */
export const onlyARun = (search: string): boolean => [...new URLSearchParams(search).keys()].every(name => aboutThePage.has(name));

function restored(state: InspectState, { prompt, layer, head, heads, token, step, view, arcs, tab, edits }: AddressedView): InspectState {
  const { target } = state, first = { layer, head };
  const next = within({ ...state, prompt: prompt ?? target.probe, layer, head, heads, token: token ?? state.token, locked: token !== null, cell: null, step, view, arcs, tab, edits, pointedHead: null }, target.layers, target.heads);
  return next.heads === 'all' || next.heads.some(each => sameHead(each, first)) || !sameHead(first, next) ? next : { ...next, heads: [first, ...next.heads] };
}

/** Heads as a model of that size has them. */
function within(state: InspectState, layers: number, across: number): InspectState {
  if (layers === 0) return state;
  const layer = Math.max(0, Math.min(state.layer, layers - 1)), head = Math.max(0, Math.min(state.head, across - 1));
  const whole = state.heads === 'all' || headsOf(state.heads, layers, across).length === state.heads.length;
  return layer === state.layer && head === state.head && whole ? state : { ...state, layer, head, heads: whole ? state.heads : [{ layer, head }] };
}

// Letters that are named are left out from now on, and what is left is asked for.
function refused(state: InspectState, message: string, question: Question, unknown: readonly string[]): InspectState {
  const others = unknown.filter(letter => !state.unknown.includes(letter));
  return others.length > 0 ? { ...state, unknown: [...state.unknown, ...others], refusal: null } : { ...state, refusal: { message, step: question.step } };
}

function pointed(state: InspectState, cell: Cell | null): InspectState {
  if (cell?.query === state.cell?.query && cell?.key === state.cell?.key) return state;
  return { ...state, cell, token: cell && !state.locked ? cell.query : state.token };
}

const held = (state: InspectState, token: number): InspectState => state.locked && state.token === token ? state : { ...state, locked: true, token, cell: null };

const released = (state: InspectState): InspectState => state.locked ? { ...state, locked: false } : state;

const sameOrNull = (a: Head | null, b: Head | null): boolean => a === b || (a !== null && b !== null && sameHead(a, b));

// What was chosen is shown at once, although the pointer is still on it.
function chosen(state: InspectState, heads: HeadSet, head: Head): InspectState {
  const first = heads === 'all' || heads.some(each => sameHead(each, head)) ? head : heads[0];
  return { ...state, heads, layer: first.layer, head: first.head, pointedHead: null };
}

function looked(state: InspectState, next: Look): InspectState {
  let after = state;
  if (next.cell !== undefined) after = pointed(after, next.cell);
  const head = { layer: next.layer ?? state.layer, head: next.head ?? state.head };
  if (!sameHead(head, state)) after = chosen(after, [head], head);
  if (next.token === null) after = released(after);
  else if (next.token !== undefined) after = held(after, next.token);
  if (next.step !== undefined) after = reduce(after, { kind: 'step', step: next.step });
  if (next.edits !== undefined && next.edits !== after.edits) after = { ...after, edits: next.edits };
  return next.prompt === undefined ? after : reduce(after, { kind: 'type', prompt: next.prompt });
}

// The token that is looked at stays where it is; with another number of tokens, and nobody pointing, it is the last one.
function answered(state: InspectState, inspection: Inspection, question: Question, pointerInside: boolean): InspectState {
  if (question.run !== state.target.run) return state;
  const last = inspection.tokens.length - 1, before = state.answer?.tokens.length, locked = state.locked && state.token! <= last;
  const other = before !== undefined && before !== inspection.tokens.length && !locked && !pointerInside;
  const token = other ? last : Math.min(state.token ?? last, last), cell = state.cell && state.cell.query <= last && state.cell.key <= last ? state.cell : null;
  const next = { ...state, answer: inspection, answered: question.prompt, token, locked, cell, refusal: null };
  return attends(inspection) ? within(next, inspection.layers, inspection.heads) : next;
}
