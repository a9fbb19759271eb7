// Interventions as the page keeps them: what the inspect request carries, changed one at a time, said in words.
import type { CellChoice, KnockoutChoice, TokenChange } from '../contract';
import { glyphOf } from '../words/token-glyph';

/** What a request may leave out, with nothing left out. */
type Whole<T> = { [K in keyof T]-?: NonNullable<T[K]> };

export type Knockout = Whole<KnockoutChoice>;
export type CellEdit = Whole<Omit<CellChoice, 'factor'>> & { factor?: number };
export type CellSetting = CellEdit['set'];
export type TokenEdit = Whole<Omit<TokenChange, 'id'>>;

/** An InterventionsRequest; what is left out changes nothing. */
export interface Edits {
  heads?: readonly Knockout[];
  cells?: readonly CellEdit[];
  tokens?: readonly TokenEdit[];
  liftMask?: boolean;
  dropScale?: boolean;
}

/** As many cells as the server takes. */
export const mostCells = 400;

/** What a scene or an address holds, as edits; nothing where it is something else. */
export function editsOf(value: unknown): Edits {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? value as Edits : {};
}

export const countOf = (edits: Edits): number =>
  (edits.heads?.length ?? 0) + (edits.cells?.length ?? 0) + (edits.tokens?.length ?? 0) + (edits.liftMask ? 1 : 0) + (edits.dropScale ? 1 : 0);

/** Without empty lists and false switches; null where nothing is left. */
export function tidy(edits: Edits): Edits | null {
  const kept = Object.fromEntries(Object.entries(edits).filter(([, value]) => Array.isArray(value) ? value.length > 0 : value)) as Edits;
  return Object.keys(kept).length > 0 ? kept : null;
}

export const knockoutOf = (edits: Edits, layer: number, head: number): Knockout['by'] | null =>
  edits.heads?.find(one => one.layer === layer && one.head === head)?.by ?? null;

/** Knocks a head out, in another way, or not any more. */
export function withKnockout(edits: Edits, layer: number, head: number, by: Knockout['by'] | null): Edits {
  const others = (edits.heads ?? []).filter(one => one.layer !== layer || one.head !== head);
  return { ...edits, heads: by === null ? others : [...others, { layer, head, by }] };
}

/** Changes a cell, or takes its change back. */
export function withCell(edits: Edits, at: { layer: number; head: number; query: number; key: number }, set: CellSetting | null, factor = 1): Edits {
  const others = (edits.cells ?? []).filter(one => one.layer !== at.layer || one.head !== at.head || one.query !== at.query || one.key !== at.key);
  if (set === null) return { ...edits, cells: others };
  const { layer, head, query, key } = at;
  return { ...edits, cells: [...others, set === 'scale' ? { layer, head, query, key, set, factor } : { layer, head, query, key, set }] };
}

/** Whether one more forbidden cell leaves a row without anywhere to look. */
export function fillsRow(edits: Edits, at: { layer: number; head: number; query: number; key: number }, visible: number): boolean {
  const others = (edits.cells ?? []).filter(one => one.set === 'forbid' && one.layer === at.layer && one.head === at.head && one.query === at.query && one.key !== at.key);
  return others.length + 1 >= visible;
}

/** Has a token read as another; null reads it as it was written. */
export function withToken(edits: Edits, position: number, text: string | null): Edits {
  const others = (edits.tokens ?? []).filter(one => one.position !== position);
  return { ...edits, tokens: text === null ? others : [...others, { position, text }] };
}

/** One line of the list, and the edits without it. */
export interface EditLine { text: string; without: Edits; head?: { layer: number; head: number } }

/** The edits as a person reads them; cells of one head that are changed alike are one line. */
export function linesOf(edits: Edits): EditLine[] {
  const lines: EditLine[] = [];
  if (edits.liftMask) lines.push({ text: 'Mask lifted: every token sees the later ones', without: { ...edits, liftMask: false } });
  if (edits.dropScale) lines.push({ text: 'Scaling dropped: affinities are not divided by √D', without: { ...edits, dropScale: false } });
  for (const one of edits.tokens ?? [])
    lines.push({ text: `Token ${one.position} read as ${glyphOf(one.text).text}`, without: withToken(edits, one.position, null) });
  for (const one of edits.heads ?? [])
    lines.push({ text: `${headText(one)} knocked out: ${one.by === 'mean' ? 'the mean of its outputs' : 'zero'}`, without: withKnockout(edits, one.layer, one.head, null), head: one });
  const groups = new Map<string, CellEdit[]>();
  for (const cell of edits.cells ?? []) {
    const name = `${cell.layer} ${cell.head} ${cell.set} ${cell.factor ?? ''}`;
    groups.set(name, [...groups.get(name) ?? [], cell]);
  }
  for (const cells of groups.values()) {
    const gone = new Set(cells), [first] = cells, done = first.set === 'scale' ? `times ${first.factor}` : first.set === 'force' ? 'forced' : 'forbidden';
    const places = cells.length <= 3 ? cells.map(cell => `${cell.query} → ${cell.key}`).join(', ') : `${cells.length} cells`;
    lines.push({ text: `${headText(first)}: ${places} ${done}`, without: { ...edits, cells: (edits.cells ?? []).filter(cell => !gone.has(cell)) }, head: first });
  }
  return lines;
}

const headText = ({ layer, head }: { layer: number; head: number }) => `Layer ${layer + 1}, head ${head + 1}`;
