// The Generate view in the address: run, weights, prompt, settings, the branch in view, the compared side, the token in view.
import type { Drawing } from './tokens';
import type { Branch } from './tree';
import type { NumberField, SettingName } from './settings';

/** A way that a branch takes from its parent: where, with which forced token, and what is set differently there. */
export interface Hop { at: number; force?: number; tokens?: number; drawing: Partial<Drawing> }

/** Everything but the run; texts are as typed, null where the address says nothing. */
export interface GenerateView {
  prompt: string | null;
  /** The kept step, null for the newest weights. */
  step: string | null;
  values: Partial<Record<SettingName, string>>;
  layer: number;
  head: number;
  /** Whether there was a text; it is written again. */
  go: boolean;
  path: Hop[];
  /** The locked token, and on which side. */
  at: number | null;
  side: 'a' | 'b';
  compare: ComparedSide | null;
}

/** What side B differs in; empty texts are as on side A. */
export interface ComparedSide { run: string; step: string; values: Partial<Record<SettingName, string>>; path: Hop[] }

const letters: Readonly<Record<string, keyof Drawing>> = { t: 'temperature', k: 'topK', p: 'topP', s: 'seed', w: 'step' };
const names: readonly SettingName[] = ['tokens', 'temperature', 'topK', 'topP', 'seed'];

/** "12-5_40s7": token 5 forced at index 12, then another seed from index 40 on. What is no hop ends the path. */
export function readPath(text: string | null): Hop[] {
  const hops: Hop[] = [];
  for (const piece of (text ?? '').split('_').filter(Boolean)) {
    const match = /^(\d{1,6})(?:-(\d{1,9}))?((?:[tkpswn]\d+(?:\.\d+)?)*)$/.exec(piece);
    if (!match) break;
    const hop: Hop = { at: Number(match[1]), drawing: {} };
    if (match[2] !== undefined) hop.force = Number(match[2]);
    for (const [, letter, value] of match[3].matchAll(/([tkpswn])(\d+(?:\.\d+)?)/g)) {
      if (letter === 'n') hop.tokens = Number(value);
      else hop.drawing[letters[letter]] = Number(value);
    }
    hops.push(hop);
  }
  return hops;
}

export function writePath(hops: readonly Hop[]): string {
  return hops.map(hop => `${hop.at}${hop.force === undefined ? '' : `-${hop.force}`}`
    + Object.entries(letters).map(([letter, name]) => hop.drawing[name] === undefined || hop.drawing[name] === null ? '' : letter + String(hop.drawing[name])).join('')
    + (hop.tokens === undefined ? '' : `n${hop.tokens}`)).join('_');
}

/** The hops from the root to a branch. */
export function hopsTo(branch: Branch): Hop[] {
  if (!branch.parent) return [];
  const { parent } = branch, hop: Hop = { at: branch.from, drawing: {} };
  if (branch.cause.kind === 'force') hop.force = branch.cause.id;
  for (const name of Object.values(letters)) {
    const value = branch.drawing[name];
    if (value !== null && value !== parent.drawing[name]) hop.drawing[name] = value;
  }
  if (branch.wanted !== parent.wanted) hop.tokens = branch.wanted;
  return [...hopsTo(parent), hop];
}

export function readView(query: string): GenerateView {
  const from = new URLSearchParams(query);
  const place = (name: string) => { const text = from.get(name); return text !== null && /^\d{1,6}$/.test(text) ? Number(text) : null; };
  const settings = (suffix: string) => Object.fromEntries(names.flatMap(name => { const text = from.get(name + suffix); return text === null ? [] : [[name, text]]; }));
  return {
    prompt: from.get('prompt'), step: from.get('step'), values: settings(''), layer: place('layer') ?? 0, head: place('head') ?? 0,
    go: from.get('go') === '1', path: readPath(from.get('path')), at: place('at'), side: from.get('side') === 'b' ? 'b' : 'a',
    compare: from.get('compare') === '1' ? { run: from.get('runB') ?? '', step: from.get('stepB') ?? '', values: settings('B'), path: readPath(from.get('pathB')) } : null,
  };
}

/** The query string of a view; what is at its standard is left out. */
export function writeView(run: string, view: GenerateView, fields: readonly NumberField[]): string {
  const query = new URLSearchParams({ run });
  if (view.step !== null && view.step !== '') query.set('step', view.step);
  if (view.prompt) query.set('prompt', view.prompt);
  for (const field of fields) {
    const text = view.values[field.name];
    if (text !== undefined && (text.trim() === '' || Number(text) !== field.standard)) query.set(field.name, text);
  }
  if (view.layer > 0) query.set('layer', String(view.layer));
  if (view.head > 0) query.set('head', String(view.head));
  if (view.go) query.set('go', '1');
  if (view.path.length > 0) query.set('path', writePath(view.path));
  if (view.compare) {
    query.set('compare', '1');
    if (view.compare.run) query.set('runB', view.compare.run);
    if (view.compare.step) query.set('stepB', view.compare.step);
    for (const name of names) if (view.compare.values[name]) query.set(`${name}B`, view.compare.values[name]!);
    if (view.compare.path.length > 0) query.set('pathB', writePath(view.compare.path));
  }
  if (view.at !== null) {
    query.set('at', String(view.at));
    if (view.side === 'b') query.set('side', 'b');
  }
  return `?${query}`;
}
