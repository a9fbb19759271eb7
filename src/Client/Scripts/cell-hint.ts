// The hint beside the pointer: which token attends to which, and how much, as float32 from the server.
import { ExactWeights } from './exact-weights';
import type { HeadCell } from './head-cells';
import { countText } from './number-text';
import { glyphOf } from './token-glyph';

/** How long the pointer rests before a value is asked for, in ms. */
const rest = 120;

export interface HintSource {
  runId: string;
  probe: string;
  tokens: string[];
  masked: boolean;
  /** The kept step that is shown; null for the newest weights. */
  moment: number | null;
}

export class CellHint {
  private exact?: ExactWeights;
  private source?: HintSource;
  private timer = 0;
  private place = '';

  constructor(private readonly element: HTMLElement, private readonly frame: HTMLElement) {}

  /** Says whose weights to show. */
  of(source: HintSource): void {
    const { runId, probe, moment } = source, before = this.source;
    if (runId !== before?.runId || probe !== before.probe || moment !== before.moment) this.exact = new ExactWeights(runId, probe, moment);
    this.source = source;
  }

  /** Shows the hint for the pointer over a cell's canvas. `step` is the picture's. */
  point(e: PointerEvent, cell: HeadCell, step: number): void {
    const source = this.source, box = cell.canvas.getBoundingClientRect(), count = source?.tokens.length ?? 0;
    const key = Math.floor((e.clientX - box.left) / box.width * count), query = Math.floor((e.clientY - box.top) / box.height * count);
    if (!source || step < 0 || key < 0 || query < 0 || key >= count || query >= count) return this.hide();
    const place = `${cell.layer}.${cell.head}.${query}.${key}`;
    if (place !== this.place) {
      this.place = place;
      clearTimeout(this.timer);
      const name = (i: number) => `${glyphOf(source.tokens[i]).text}`;
      const hidden = source.masked && key > query;
      this.write(`L${cell.layer + 1} H${cell.head + 1}`, `${name(query)} at ${query} attends to ${name(key)} at ${key}`, hidden ? 'masked: the future' : 'reading the weight…');
      if (!hidden) this.timer = setTimeout(() => void this.read(place, cell, query, key, step), rest);
    }
    this.moveTo(e);
  }

  hide(): void {
    clearTimeout(this.timer);
    this.place = '';
    this.element.hidden = true;
  }

  private async read(place: string, cell: HeadCell, query: number, key: number, step: number): Promise<void> {
    let text: string;
    try {
      const { weights, step: at } = await this.exact!.at(step);
      const weight = weights[cell.layer]?.[cell.head]?.[query]?.[key];
      text = weight === undefined ? 'no weight here' : `${weight.toFixed(6)} at step ${countText(at)}`;
    } catch (e) {
      text = e instanceof Error ? e.message : 'The weight could not be read.';
    }
    if (place === this.place) this.element.lastElementChild!.textContent = text;
  }

  private write(...lines: string[]): void {
    this.element.replaceChildren(...lines.map(text => {
      const line = document.createElement('div');
      line.textContent = text;
      return line;
    }));
    this.element.hidden = false;
  }

  // Below and right of the pointer where there is room, inside the panel.
  private moveTo(e: PointerEvent): void {
    const frame = this.frame.getBoundingClientRect(), { offsetWidth: width, offsetHeight: height } = this.element;
    const x = Math.min(e.clientX - frame.left + 14, frame.width - width - 4), below = e.clientY - frame.top + 18;
    const y = below + height > frame.height ? e.clientY - frame.top - height - 10 : below;
    this.element.style.transform = `translate(${Math.max(4, x)}px, ${y}px)`;
  }
}
