// The Generate view in the address: the run, what is set, the branches in view, the token in view.
import type { Drawing } from './tokens';
import type { Branch } from './tree';

/** A way that a branch takes from its parent: where, with which forced token, and what is set differently there. */
export interface Hop { at: number; force?: number; tokens?: number; drawing: Partial<Drawing> }

/** What is looked at; what is set stands in the address, too, but is read by the form (GenerateDraft.cs). */
export interface GenerateView {
  layer: number;
  head: number;
  /** Whether there was a text; it is written again. */
  go: boolean;
  path: Hop[];
  pathB: Hop[];
  /** The locked token, and on which side. */
  at: number | null;
  side: 'a' | 'b';
}

const letters: Readonly<Record<string, keyof Drawing>> = { t: 'temperature', k: 'topK', p: 'topP', s: 'seed', w: 'step' };

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
  return {
    layer: place('layer') ?? 0, head: place('head') ?? 0, go: from.get('go') === '1',
    path: readPath(from.get('path')), pathB: readPath(from.get('pathB')), at: place('at'), side: from.get('side') === 'b' ? 'b' : 'a',
  };
}

/** The query string of what is set and what is looked at; what is as usual is left out. */
export function writeView(run: string, settings: Readonly<Record<string, string>>, view: GenerateView): string {
  const query = new URLSearchParams({ run, ...settings });
  if (view.layer > 0) query.set('layer', String(view.layer));
  if (view.head > 0) query.set('head', String(view.head));
  if (view.go) query.set('go', '1');
  if (view.path.length > 0) query.set('path', writePath(view.path));
  if (view.pathB.length > 0) query.set('pathB', writePath(view.pathB));
  if (view.at !== null) {
    query.set('at', String(view.at));
    if (view.side === 'b') query.set('side', 'b');
  }
  return `?${query}`;
}
