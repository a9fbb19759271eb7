// The hint beside the pointer: which token attends to which, and how much, as float32 of the very step that the picture shows.
import { RowSource, sameQuestion, type ExactRow, type Question } from '../server/exact-row';
import type { HeadCell } from './head-cells';
import { countText } from '../words/number-text';
import { glyphOf } from '../words/token-glyph';

/** How long the pointer rests before a value is asked for, in ms. */
const rest = 120;

/** How long a number stays when the picture went on, until that of its step is there, in ms: at most this, so that it does not flicker. */
const stale = 250;

export interface HintSource {
  runId: string;
  probe: string;
  tokens: readonly string[];
  masked: boolean;
}

interface Place { readonly layer: number; readonly head: number; readonly query: number; readonly key: number }

export class CellHint {
  private rows?: RowSource;
  private source?: HintSource;
  private place?: Place;
  private step = -1;
  private timer = 0;
  private waiting = 0;
  private rested = false;

  constructor(private readonly element: HTMLElement, private readonly frame: HTMLElement) {}

  /** Says whose weights to show. */
  of(source: HintSource): void {
    if (source.runId !== this.source?.runId || source.probe !== this.source.probe) {
      this.dispose();
      this.rows = new RowSource(source.runId, { answer: row => this.answer(row), absent: ({ question, near }) => this.say(question, keptAt(near)) });
    }
    this.source = source;
  }

  /** Says which step the picture shows now. */
  shows(step: number): void {
    if (step === this.step) return;
    this.step = step;
    this.ask();
    if (!this.question()) return;
    clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => this.tell('reading the weight…'), stale);
  }

  /** Shows the hint for the pointer over a cell's canvas. */
  point(e: PointerEvent, cell: HeadCell): void {
    const { source } = this, box = cell.canvas.getBoundingClientRect(), count = source?.tokens.length ?? 0;
    const key = Math.floor((e.clientX - box.left) / box.width * count), query = Math.floor((e.clientY - box.top) / box.height * count);
    if (!source || this.step < 0 || key < 0 || query < 0 || key >= count || query >= count) return this.hide();
    const { place } = this;
    if (!place || place.layer !== cell.layer || place.head !== cell.head || place.query !== query || place.key !== key) {
      this.place = { layer: cell.layer, head: cell.head, query, key };
      this.rested = false;
      clearTimeout(this.timer);
      const name = (i: number) => glyphOf(source.tokens[i]).text, hidden = source.masked && key > query;
      this.write(`L${cell.layer + 1} H${cell.head + 1}`, `${name(query)} at ${query} attends to ${name(key)} at ${key}`, hidden ? 'masked: the future' : 'reading the weight…');
      if (!hidden) this.timer = window.setTimeout(() => { this.rested = true; this.ask(); }, rest);
    }
    this.moveTo(e);
  }

  hide(): void {
    clearTimeout(this.timer);
    clearTimeout(this.waiting);
    this.rested = false;
    this.place = undefined;
    this.rows?.want(null);
    this.element.hidden = true;
  }

  dispose(): void {
    this.hide();
    this.rows?.dispose();
  }

  private question(): Question | null {
    const { place, step } = this;
    return place && this.rested && step >= 0 ? { layer: place.layer, head: place.head, row: place.query, step } : null;
  }

  private ask(): void { this.rows?.want(this.question()); }

  private answer(row: ExactRow): void {
    const weight = this.place && row.weights[this.place.key];
    this.say(row, weight === undefined ? 'no weight here' : weight.toFixed(6));
  }

  // An answer to what was pointed at before, or of another step, is stale.
  private say(of: Question, text: string): void {
    const question = this.question();
    if (!question || !sameQuestion(of, question)) return;
    clearTimeout(this.waiting);
    this.tell(text);
  }

  private tell(text: string): void { this.element.lastElementChild!.textContent = text; }

  private write(...lines: string[]): void {
    this.element.replaceChildren(...lines.map(text => {
      const line = document.createElement('div');
      line.textContent = text;
      return line;
    }));
    this.element.hidden = false;
  }

  private moveTo(e: PointerEvent): void {
    const frame = this.frame.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = this.element;
    const { x, y } = hintPlace({ x: e.clientX, y: e.clientY }, { width, height }, frame, { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight });
    this.element.style.transform = `translate(${x}px, ${y}px)`;
  }
}

interface Size { readonly width: number; readonly height: number }

/** Where a hint stands in its panel: below and right of the pointer, above it where the panel or the window ends. */
export function hintPlace(pointer: { x: number; y: number }, hint: Size, panel: Size & { left: number; top: number }, seen: Size): { x: number; y: number } {
  const right = Math.min(panel.left + panel.width, seen.width), bottom = Math.min(panel.top + panel.height, seen.height);
  const x = Math.max(panel.left + 4, Math.min(pointer.x + 14, right - hint.width - 4));
  const below = pointer.y + 18, above = Math.max(4, pointer.y - hint.height - 10);
  return { x: x - panel.left, y: (below + hint.height > bottom ? above : below) - panel.top };
}

const keptAt = (near: readonly number[]): string => near.length ? `weights kept at ${near.map(countText).join(' and ')}` : 'the weight of this step is not kept';
