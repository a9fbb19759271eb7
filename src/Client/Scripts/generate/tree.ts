// The texts that grew from one prompt: a root and branches, each going its own way behind a token of its parent.
import type { GeneratedToken } from '../contract';
import { sameDrawing, type Drawing } from './tokens';

/** Why a branch goes another way: it begins the text, a token was forced, or it is drawn in another way. */
export type Cause = { kind: 'start' } | { kind: 'force'; id: number; text: string } | { kind: 'draw' };

export interface Branch {
  readonly id: number;
  readonly parent: Branch | null;
  /** Index of its first own token; the tokens before are its parent's. */
  readonly from: number;
  readonly cause: Cause;
  readonly drawing: Drawing;
  readonly own: GeneratedToken[];
  /** How many own tokens were asked for. */
  wanted: number;
}

export class TextTree {
  readonly branches: Branch[] = [];
  private made = 0;

  get root(): Branch | null { return this.branches[0] ?? null; }

  start(drawing: Drawing, wanted: number): Branch {
    this.branches.length = 0;
    this.made = 1;
    return this.add({ id: 0, parent: null, from: 0, cause: { kind: 'start' }, drawing, own: [], wanted });
  }

  /** A branch behind the tokens before `from` of another; one that is there already is found again. */
  fork(parent: Branch, from: number, cause: Cause, drawing: Drawing, wanted: number): { branch: Branch; known: boolean } {
    // What goes another way at a branch's first token goes another way than its parent.
    let stem = parent;
    while (stem.parent && from <= stem.from) stem = stem.parent;
    if (cause.kind === 'force') {
      const known = this.branches.find(branch => branch.parent === stem && branch.from === from && branch.cause.kind === 'force' && branch.cause.id === cause.id)
        ?? (stem !== parent && stem.own[from - stem.from]?.id === cause.id ? stem : undefined);
      if (known) return { branch: known, known: true };
    }
    return { branch: this.add({ id: this.made++, parent: stem, from, cause, drawing, own: [], wanted }), known: false };
  }

  /** Forgets a branch from which nothing came. */
  drop(branch: Branch): void {
    const at = this.branches.indexOf(branch);
    if (at > 0) this.branches.splice(at, 1);
  }

  /** The whole text of a branch, its ancestors' tokens first. */
  line(branch: Branch): GeneratedToken[] {
    return branch.parent ? [...this.line(branch.parent).slice(0, branch.from), ...branch.own] : [...branch.own];
  }

  /** Indices of a branch's text at which other branches go another way. */
  crossings(branch: Branch): Set<number> {
    const line = new Set<Branch>();
    for (let at: Branch | null = branch; at; at = at.parent) line.add(at);
    const ends = new Map<Branch, number>(); // where this text leaves each ancestor
    for (let at: Branch = branch; at.parent; at = at.parent) ends.set(at.parent, at.from);
    const places = new Set<number>();
    for (const other of this.branches) {
      if (!other.parent || !line.has(other.parent)) continue;
      if (line.has(other)) { if (other.from < other.parent.from + other.parent.own.length) places.add(other.from); }
      else if (other.from <= (ends.get(other.parent) ?? Infinity)) places.add(other.from);
    }
    return places;
  }

  /** All branches as a list to read from top to bottom, each under its parent, with its depth. */
  listed(): { branch: Branch; depth: number }[] {
    const under = (parent: Branch | null, depth: number): { branch: Branch; depth: number }[] =>
      this.branches.filter(branch => branch.parent === parent).sort((a, b) => a.from - b.from || a.id - b.id).flatMap(branch => [{ branch, depth }, ...under(branch, depth + 1)]);
    return under(null, 0);
  }

  /** A drawing that no text at this place was drawn with yet: the wanted one, or with the next seed that is free. */
  fresh(branch: Branch, from: number, wanted: Drawing): Drawing {
    let stem = branch;
    const taken: Drawing[] = [];
    for (;;) {
      if (from >= stem.from && from - stem.from < stem.own.length) taken.push(stem.drawing);
      if (!stem.parent || from > stem.from) break;
      stem = stem.parent;
    }
    for (const other of this.branches) if (other.parent === stem && other.from === from) taken.push(other.drawing);
    let { seed } = wanted;
    while (taken.some(drawing => sameDrawing(drawing, { ...wanted, seed }))) seed = seed === 2 ** 31 - 1 ? 0 : seed + 1;
    return { ...wanted, seed };
  }

  private add(branch: Branch): Branch {
    this.branches.push(branch);
    return branch;
  }
}
