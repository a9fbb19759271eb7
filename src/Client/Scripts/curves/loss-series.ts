// The loss curve in columns: it grows at its end, is smoothed as it grows, and is thinned for drawing.
import type { Metrics } from '../contract';

/** The smoothed line is the mean of the last tenth of the steps, at most so many: it follows a steep start and calms what comes later. */
const mostSmoothed = 50;

/** Points to draw: one x for all columns, null where a column has nothing. */
export interface Thinned {
  step: number[];
  raw: (number | null)[];
  smooth: (number | null)[];
  val: (number | null)[];
}

export class LossSeries {
  private capacity = 1024;
  private steps = new Float64Array(this.capacity);
  private raws = new Float64Array(this.capacity);
  private smooths = new Float64Array(this.capacity);
  /** Sums of all losses up to and with each step, so that any mean is one subtraction. */
  private sums = new Float64Array(this.capacity);
  /** Training time up to and with each step: the steps' own durations, without pauses, estimates and checkpoints. */
  private times = new Float64Array(this.capacity);
  readonly evalStep: number[] = [];
  readonly evalTrain: number[] = [];
  readonly evalVal: number[] = [];
  /** Batches that an early estimate is over; 0 where it is over all of the run's. */
  readonly evalBatches: number[] = [];
  /** Shares of right answers, 0 to 1; NaN where the corpus is no task. */
  readonly evalAccuracy: number[] = [];
  length = 0;

  /** @param tokensPerStep Tokens of a batch; only a series that knows them knows its times. */
  constructor(readonly tokensPerStep = NaN) {}

  /** The step the next chunk should begin with. */
  get next(): number {
    const trained = this.length ? this.steps[this.length - 1] : -1, estimated = this.evalStep.at(-1) ?? -1;
    return Math.max(trained, estimated) + 1;
  }

  get lastStep(): number { return this.length ? this.steps[this.length - 1] : 0; }

  stepAt(i: number): number { return this.steps[i]; }
  rawAt(i: number): number { return this.raws[i]; }
  smoothAt(i: number): number { return this.smooths[i]; }

  /** Seconds of training up to a step; NaN where a step's duration was not recorded. */
  secondsAt(i: number): number { return this.times[i]; }

  /** The rising column of seconds, of which the first `length` count. */
  get seconds(): ArrayLike<number> { return this.times; }

  /** Adds a chunk. Steps that are already there are replaced: a resumed run trains them anew. */
  append(chunk: Metrics): void {
    if (chunk.step.length) this.cutFrom(chunk.step[0]);
    for (let i = 0; i < chunk.step.length; i++) this.push(chunk.step[i], chunk.trainLoss[i] ?? NaN, chunk.tokensPerSecond?.[i] ?? NaN);
    const { step, trainLoss, valLoss, batches, accuracy } = chunk.eval;
    if (step.length) this.cutEstimatesFrom(step[0]);
    for (let i = 0; i < step.length; i++) {
      this.evalStep.push(step[i]);
      this.evalTrain.push(trainLoss[i] ?? NaN);
      this.evalVal.push(valLoss[i] ?? NaN);
      this.evalBatches.push(batches?.[i] ?? 0);
      this.evalAccuracy.push(accuracy?.[i] ?? NaN);
    }
  }

  /** Index of the trained step nearest to a step; -1 when there is none. */
  nearest(step: number): number {
    if (!this.length) return -1;
    const at = lowerBound(this.steps, this.length, step);
    if (at === 0) return 0;
    if (at === this.length) return this.length - 1;
    return step - this.steps[at - 1] <= this.steps[at] - step ? at - 1 : at;
  }

  /** What tells an early estimate from the others; empty for those. */
  earlyAt(e: number): string {
    const batches = this.evalBatches[e];
    return batches > 0 ? `, ${batches} ${batches === 1 ? 'batch' : 'batches'}` : '';
  }

  /** Index of the last estimate at or before a step; -1 when there is none. */
  estimateAt(step: number): number {
    let at = this.evalStep.length - 1;
    while (at >= 0 && this.evalStep[at] > step) at--;
    return at;
  }

  /** At most about four points for each of `buckets` equal stretches between two steps: first, least, greatest, last. All estimates stay. */
  thin(from: number, to: number, buckets: number): Thinned {
    const first = Math.max(0, lowerBound(this.steps, this.length, from) - 1);
    const end = Math.min(this.length, lowerBound(this.steps, this.length, to) + 2);
    return this.join(this.outline(first, end, buckets));
  }

  /** Indices of the steps in [first, end) that show the curve's shape in so many stretches. */
  outline(first: number, end: number, buckets: number): number[] { return thinIndices(this.raws, first, end, buckets); }

  private join(chosen: number[]): Thinned {
    const out: Thinned = { step: [], raw: [], smooth: [], val: [] };
    let estimate = 0;
    const put = (step: number, i: number, e: number) => {
      out.step.push(step);
      out.raw.push(i < 0 || Number.isNaN(this.raws[i]) ? null : this.raws[i]);
      out.smooth.push(i < 0 || Number.isNaN(this.raws[i]) ? null : this.smooths[i]);
      out.val.push(e < 0 || Number.isNaN(this.evalVal[e]) ? null : this.evalVal[e]);
    };
    for (const i of chosen) {
      const step = this.steps[i];
      for (; estimate < this.evalStep.length && this.evalStep[estimate] < step; estimate++) put(this.evalStep[estimate], -1, estimate);
      const here = this.evalStep[estimate] === step;
      put(step, i, here ? estimate : -1);
      if (here) estimate++;
    }
    for (; estimate < this.evalStep.length; estimate++) put(this.evalStep[estimate], -1, estimate);
    return out;
  }

  private push(step: number, loss: number, tokensPerSecond: number): void {
    if (this.length === this.capacity) this.grow();
    const i = this.length++, count = Math.min(mostSmoothed, Math.ceil(this.length / 10), this.length);
    this.steps[i] = step;
    this.raws[i] = loss;
    this.times[i] = (i > 0 ? this.times[i - 1] : step === 1 ? 0 : NaN) + this.tokensPerStep / tokensPerSecond;
    // A loss that is no number ends a run; it must not swallow the sums of those before.
    this.sums[i] = (i > 0 ? this.sums[i - 1] : 0) + (Number.isNaN(loss) ? 0 : loss);
    this.smooths[i] = Number.isNaN(loss) ? NaN : (this.sums[i] - (i >= count ? this.sums[i - count] : 0)) / count;
  }

  private cutFrom(step: number): void {
    const at = lowerBound(this.steps, this.length, step);
    if (at === this.length) return;
    this.cutEstimatesFrom(step);
    this.length = at;
  }

  private cutEstimatesFrom(step: number): void {
    const at = lowerBound(this.evalStep, this.evalStep.length, step);
    this.evalStep.length = this.evalTrain.length = this.evalVal.length = this.evalBatches.length = this.evalAccuracy.length = at;
  }

  private grow(): void {
    this.capacity *= 2;
    const larger = (old: Float64Array<ArrayBuffer>) => { const made = new Float64Array(this.capacity); made.set(old); return made; };
    this.steps = larger(this.steps);
    this.raws = larger(this.raws);
    this.smooths = larger(this.smooths);
    this.sums = larger(this.sums);
    this.times = larger(this.times);
  }
}

/** Indices of first, least, greatest and last value of each bucket of [first, end), in order; all of them when they are few. */
export function thinIndices(values: ArrayLike<number>, first: number, end: number, buckets: number): number[] {
  const out: number[] = [], count = end - first;
  if (count <= 4 * buckets) {
    for (let i = first; i < end; i++) out.push(i);
    return out;
  }
  for (let b = 0; b < buckets; b++) {
    const from = first + Math.floor(count * b / buckets), to = first + Math.floor(count * (b + 1) / buckets);
    let least = from, greatest = from;
    for (let i = from + 1; i < to; i++) {
      if (values[i] < values[least]) least = i;
      if (values[i] > values[greatest]) greatest = i;
    }
    const ordered = [from, Math.min(least, greatest), Math.max(least, greatest), to - 1];
    for (const i of ordered) if (out.length === 0 || out[out.length - 1] < i) out.push(i);
  }
  return out;
}

/** First index in a rising column whose value is at least `value`. */
export function lowerBound(column: ArrayLike<number>, length: number, value: number): number {
  let low = 0, high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a column has exactly one value: a line through it would not be seen, so it is drawn as a point. */
export function isAlone(column: ArrayLike<number | null | undefined>): boolean {
  let count = 0;
  for (let i = 0; i < column.length && count < 2; i++) if (column[i] !== null && column[i] !== undefined) count++;
  return count === 1;
}
