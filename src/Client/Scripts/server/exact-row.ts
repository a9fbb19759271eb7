// One row of attention weights as float32 from the server: one question at a time, the newest, at most some eight a second.
import type { AttentionRow, ProblemDetails } from '../contract';

/** One row of one head at one step. */
export interface Question { readonly layer: number; readonly head: number; readonly row: number; readonly step: number }

/** The answer: weights of the keys that the row sees. */
export interface ExactRow extends Question { readonly weights: ArrayLike<number> }

/** Weights of that step are not kept; `near` are the nearest steps whose are. */
export interface Absent { readonly question: Question; readonly near: readonly number[] }

export const sameQuestion = (a: Question, b: Question): boolean => a.layer === b.layer && a.head === b.head && a.row === b.row && a.step === b.step;

/** Between two questions, and before the same one is asked again, in ms. */
const between = 125, again = 1000;

export class RowSource {
  private wanted: Question | null = null;
  private last: Question | null = null;
  private asked = -Infinity;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private flight: AbortController | undefined;

  constructor(private readonly runId: string, private readonly tell: { answer(row: ExactRow): void; absent(absent: Absent): void }) {}

  /** Says what is to be known now; null when nothing is. */
  want(question: Question | null): void {
    if (question && this.wanted && sameQuestion(question, this.wanted)) return;
    this.wanted = question;
    this.plan();
  }

  dispose(): void {
    this.want(null);
    this.flight?.abort();
  }

  private plan(): void {
    clearTimeout(this.timer);
    if (!this.wanted || this.flight) return;
    const pause = this.last && sameQuestion(this.last, this.wanted) ? again : between;
    this.timer = setTimeout(() => void this.ask(this.wanted!), Math.max(0, this.asked + pause - performance.now()));
  }

  private async ask(question: Question): Promise<void> {
    this.asked = performance.now();
    this.last = question;
    const flight = this.flight = new AbortController();
    try {
      const { layer, head, row, step } = question;
      const response = await fetch(new URL(`api/runs/${encodeURIComponent(this.runId)}/attention/row?layer=${layer}&head=${head}&row=${row}&step=${step}`, document.baseURI), { signal: flight.signal });
      if (response.ok) this.tell.answer(await response.json() as AttentionRow);
      else if (response.status === 404) this.tell.absent({ question, near: (await response.json() as ProblemDetails).nearest ?? [] });
    } catch { /* the server does not answer; asked again while it is wanted */ }
    this.flight = undefined;
    this.plan();
  }
}
