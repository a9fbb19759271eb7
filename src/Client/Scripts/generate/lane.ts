// One side of the Generate view: a tree of texts from one run, the stream that writes it, and what stood behind each token.
import type { Palette } from '../drawing/colour-scale';
import type { GeneratedToken, GenerateRequest, TokenCandidate } from '../contract';
import { part, sayIn, setText } from '../dom/element';
import { stream } from '../server/hub';
import { countText } from '../words/number-text';
import { hopsTo, type Hop } from './address';
import { branchList } from './branch-list';
import { tokenDetail } from './detail';
import { pace } from './pace';
import { growingText, type TextActions } from './text';
import { promptPieces, sameDrawing, type Drawing } from './tokens';
import { TextTree, type Branch, type Cause } from './tree';

export interface LaneActions extends TextActions {
  choose(layer: number, head: number): void;
  /** A candidate at the token in view is wanted. */
  force(candidate: TokenCandidate): void;
  /** Another branch is in view. */
  opened(): void;
  /** Something was written, or writing began or ended. */
  changed(): void;
}

/** A text to begin: of which run, and how. */
export interface Beginning { run: string; prompt: string; drawing: Drawing; tokens: number; vocabulary: number; title: string }

/** What is looked at; index null follows the newest token. */
export interface LaneView { index: number | null; locked: boolean; layer: number; head: number; parting: number | null }

export class Lane {
  readonly tree = new TextTree();
  /** The text in view, token by token. */
  line: GeneratedToken[] = [];
  branch: Branch | null = null;
  /** Whether the text grows, or is about to. */
  writing = false;
  beginning: Beginning | null = null;
  /** Told the step whose weights a new text is written with, before its first token is shown. */
  onWeights: ((step: number) => void) | null = null;

  private pieces: string[] = [];
  private waiting: Hop[] = [];
  private close: (() => void) | null = null;
  private perSecond = Infinity;
  private inSight = -1;
  private readonly text;
  private readonly detail;
  private readonly list;
  private readonly shown = pace<GeneratedToken>(tokens => this.grow(tokens));

  constructor(private readonly root: HTMLElement, private readonly actions: LaneActions) {
    this.text = growingText(part(root, 'prompt-text'), part(root, 'generated'), `gen-${root.dataset.side}`, actions);
    this.detail = tokenDetail(root, actions);
    this.list = branchList(part(root, 'branches'), branch => { this.halt(); this.open(branch); });
  }

  /** The hops to the branch in view, and those that are still to be taken. */
  get path(): Hop[] { return this.branch ? [...hopsTo(this.branch), ...this.waiting] : []; }

  /** Whether the branch that was asked for is in view. */
  get settled(): boolean { return this.waiting.length === 0; }

  /** Writes a new text, then takes the hops to the branch that the address names; what is written at once is not slowed down. */
  begin(beginning: Beginning, hops: readonly Hop[] = [], atOnce = hops.length > 0): void {
    this.halt();
    this.say('');
    this.beginning = beginning;
    this.waiting = [...hops];
    this.branch = this.tree.start(beginning.drawing, beginning.tokens);
    this.line = [];
    this.pieces = promptPieces(beginning.prompt || '\n');
    this.text.reset(this.pieces);
    this.shown.set(atOnce ? Infinity : this.perSecond);
    this.write();
  }

  /** Puts another token at a place of the text: a branch, drawn on as the text was. */
  force(index: number, candidate: TokenCandidate): void {
    if (!this.branch || candidate.id === this.line[index]?.id) return;
    this.shown.set(this.perSecond);
    let owner = this.branch;
    while (owner.parent && index < owner.from) owner = owner.parent;
    this.fork(index, { kind: 'force', id: candidate.id, text: candidate.text }, owner.drawing, Math.max(1, this.branch.from + this.branch.wanted - index));
  }

  /** Draws on behind a token (null: the last). Where exactly that is there already, the next seed draws. */
  writeOn(index: number | null, drawing: Drawing, tokens: number): void {
    if (!this.branch || (this.writing && index === null)) return;
    this.shown.set(this.perSecond);
    const end = this.line.length, from = index === null ? end : Math.min(end, index + 1), { branch } = this;
    if (from === end && sameDrawing(drawing, branch.drawing) && (drawing.step === null || drawing.step === this.line.at(-1)?.step)) {
      this.halt();
      branch.wanted = branch.own.length + tokens;
      this.say('');
      this.write();
    } else this.fork(from, { kind: 'draw' }, this.tree.fresh(branch, from, drawing), tokens);
  }

  /** Shows a branch as far as it was written. */
  open(branch: Branch): void {
    const next = this.tree.line(branch);
    let common = 0;
    while (common < next.length && next[common] === this.line[common]) common++;
    this.text.cut(common);
    this.text.add(next.slice(common));
    [this.branch, this.line] = [branch, next];
    this.actions.opened();
    this.actions.changed();
  }

  /** The branch before or behind the one in view, as the list has them. */
  neighbour(by: number): Branch | null {
    const listed = this.tree.listed(), at = listed.findIndex(({ branch }) => branch === this.branch);
    return listed[at + by]?.branch ?? null;
  }

  /** Ends the writing; what was not shown yet is dropped. */
  halt(): void {
    this.shown.clear();
    this.close?.();
    this.close = null;
    this.writing = false;
  }

  stop(): void {
    this.waiting = [];
    this.halt();
    this.actions.changed();
  }

  /** Forgets the text, for another run. */
  clear(): void {
    this.halt();
    this.tree.branches.length = 0;
    this.branch = this.beginning = null;
    [this.line, this.pieces, this.waiting] = [[], [], []];
    this.text.reset([]);
    this.say('');
  }

  setPace(perSecond: number): void { this.perSecond = perSecond; if (this.waiting.length === 0) this.shown.set(perSecond); }
  hold(held: boolean): void { this.shown.hold(held); }
  /** Shows the rest of what is being written as it comes. */
  skip(): void { this.shown.set(Infinity); }
  step(): void { this.shown.step(); }

  say(message: string, kind: 'bad' | 'warn' = 'bad'): void {
    sayIn(this.root, kind === 'bad' ? message : '');
    sayIn(this.root, kind === 'warn' ? message : '', 'warning');
  }

  render(view: LaneView, palette: Palette): void {
    const { branch, line, root } = this, page = part(root, 'page');
    root.dataset.state = line.length > 0 ? 'text' : this.writing ? 'waiting' : 'empty';
    setText(part(root, 'count'), branch ? `${countText(line.length)} of ${countText(branch.from + branch.wanted)} tokens` : '');
    setText(part(root, 'title'), this.beginning?.title ?? '');
    this.list.show(this.tree, branch);
    part(root, 'branch-count').textContent = this.tree.branches.length > 1 ? String(this.tree.branches.length) : '';
    if (line.length === 0 || !branch) return;
    const index = Math.min(line.length - 1, view.index ?? line.length - 1), token = line[index], promptLength = this.pieces.length;
    const layers = token.attention?.length ?? 0, layer = Math.min(view.layer, Math.max(0, layers - 1)), head = Math.min(view.head, Math.max(0, (token.attention?.[0]?.length ?? 1) - 1));
    setText(part(root, 'step'), `weights of step ${countText(token.step)}`);
    this.text.show({
      index, locked: view.locked && view.index === index, start: token.contextStart, weights: token.attention?.[layer]?.[head] ?? null,
      parting: view.parting, crossings: this.tree.crossings(branch),
    }, palette);
    part(root, 'scale').hidden = layers === 0;
    const before = promptLength + index, saw = before - token.contextStart;
    setText(part(root, 'seen'), token.contextStart === 0
      ? `It saw all ${countText(before)} tokens before it.`
      : `It saw the last ${countText(saw)} of ${countText(before)} tokens before it, as many as the context takes; what is faint it did not see.`);
    let owner = branch;
    while (owner.parent && index < owner.from) owner = owner.parent;
    const seen = Array.from({ length: saw }, (_, i) => this.textAt(token.contextStart + i));
    this.detail.show(token, { layer, head, live: index === line.length - 1 && !view.locked, vocabulary: this.beginning!.vocabulary, drawing: owner.drawing, seen }, palette);
    // The same text up to here, in its own words, on the page that explains it.
    const inspect = new URLSearchParams({ run: this.beginning!.run, prompt: seen.join(''), layer: String(layer), head: String(head), token: String(saw - 1) });
    if (owner.drawing.step !== null) inspect.set('step', String(owner.drawing.step));
    part<HTMLAnchorElement>(root, 'inspect').href = `inspect?${inspect}`;
    if (view.index === null) page.scrollTop = this.writing ? page.scrollHeight : page.scrollTop;
    else if (view.locked && index !== this.inSight) this.bring(this.text.piece(index), page);
    this.inSight = view.locked ? index : -1;
  }

  dispose(): void { this.halt(); }

  private textAt(position: number): string {
    return position < this.pieces.length ? this.pieces[position] : this.line[position - this.pieces.length]?.text ?? '';
  }

  private bring(piece: HTMLElement | undefined, page: HTMLElement): void {
    if (!piece) return;
    const top = piece.offsetTop, bottom = top + piece.offsetHeight, air = 24;
    if (top < page.scrollTop) page.scrollTop = top - air;
    else if (bottom > page.scrollTop + page.clientHeight) page.scrollTop = bottom + air - page.clientHeight;
  }

  private fork(from: number, cause: Cause, drawing: Drawing, tokens: number): void {
    if (!this.branch) return;
    this.halt();
    this.say('');
    const { branch, known } = this.tree.fork(this.branch, from, cause, drawing, tokens);
    this.open(branch);
    if (!known || branch.own.length === 0) this.write();
    else if (this.waiting.length > 0) this.finish();
  }

  private grow(tokens: GeneratedToken[]): void {
    const { branch } = this;
    if (!branch) return;
    for (const token of tokens) {
      if (token.index !== this.line.length || branch.own.length >= branch.wanted) continue;
      if (this.line.length === 0 && token.prompt) this.text.reset(this.pieces = token.prompt);
      branch.own.push(token);
      this.line.push(token);
      this.text.add([token]);
    }
    this.actions.changed();
  }

  /** The step that a branch's next token is asked of: its own or its parent's text's, unless another was chosen for it. */
  private stepOf(branch: Branch): { step: number | null; chosen: boolean } {
    const inherits = branch.own.length > 0 || (branch.parent !== null && branch.drawing.step === branch.parent.drawing.step);
    const before = (this.line.at(-1) ?? this.tree.root?.own[0])?.step;
    return inherits && before !== undefined ? { step: before, chosen: before === branch.drawing.step } : { step: branch.drawing.step, chosen: true };
  }

  private write(newest = false): void {
    const branch = this.branch!, { run, prompt } = this.beginning!, { temperature, topK, topP, seed } = branch.drawing;
    const { step, chosen } = newest ? { step: null, chosen: true } : this.stepOf(branch);
    const written = this.line.map(token => token.id), had = branch.own.length, received: number[] = [];
    const request = (): GenerateRequest => ({
      prompt: prompt === '' ? undefined : prompt, step: step ?? undefined, tokens: Math.max(1, branch.wanted - had - received.length), temperature, topK, topP, seed,
      written: [...written, ...received],
      forced: branch.cause.kind === 'force' && had + received.length === 0 ? [{ index: branch.from, id: branch.cause.id }] : undefined,
    });
    this.writing = true;
    this.close = stream<GeneratedToken>({
      method: 'Generate',
      args: () => [run, request()], // asked again after a reconnect: it goes on behind what came
      next: token => {
        if (token.index === 0) this.onWeights?.(token.step);
        received.push(token.id);
        this.shown.add(token);
      },
      complete: () => this.shown.end(() => this.finish()),
      error: message => {
        // The shelf of weights that are in no checkpoint is short; a text goes on with newer ones rather than not at all.
        if (!chosen && received.length === 0 && message.startsWith('The weights of step')) {
          this.close?.();
          this.write(true);
          this.say(`The weights of step ${countText(step!)} are gone by now: from here on it is written with the newest.`, 'warn');
          return;
        }
        this.waiting = [];
        this.say(message);
        if (branch.parent && branch.own.length === 0 && received.length === 0) {
          this.halt();
          this.tree.drop(branch);
          return this.open(branch.parent);
        }
        this.shown.end(() => this.finish());
      },
    });
    this.actions.changed();
  }

  private finish(): void {
    this.close?.();
    this.close = null;
    this.writing = false;
    const hop = this.waiting.shift();
    if (hop && this.branch && hop.at <= this.line.length) {
      const drawing = { ...this.branch.drawing, ...hop.drawing };
      this.fork(hop.at, hop.force === undefined ? { kind: 'draw' } : { kind: 'force', id: hop.force, text: '' }, drawing, hop.tokens ?? this.branch.wanted);
      return;
    }
    if (hop) this.say(`The address names a branch at token ${hop.at}; this text has only ${this.line.length}.`, 'warn');
    this.waiting = [];
    this.shown.set(this.perSecond);
    this.actions.changed();
  }
}
