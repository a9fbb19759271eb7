// Attention weights as float32, for every place where a weight is shown as a number.

interface Inspected { step: number; weights: number[][][][] }

import { refusal } from './inspect-source';

/** Weights of a kept step, or of the run's newest snapshot, on its probe text. At most one request at a time, and at most one a second. */
export class ExactWeights {
  private known?: Inspected;
  private asking?: Promise<Inspected>;
  private asked = -Infinity;

  constructor(private readonly runId: string, private readonly prompt: string, private readonly moment: number | null = null) {}

  /** The weights, at most a second old while the run trains; `step` is what the picture shows. Throws a message for people. */
  async at(step: number): Promise<Inspected> {
    if (this.known && (this.known.step === step || performance.now() - this.asked < 1000)) return this.known;
    this.asking ??= this.ask().finally(() => { this.asking = undefined; });
    return this.asking;
  }

  private async ask(): Promise<Inspected> {
    this.asked = performance.now();
    const response = await fetch(new URL(`api/runs/${encodeURIComponent(this.runId)}/inspect`, document.baseURI), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ prompt: this.prompt, step: this.moment ?? undefined }),
    });
    if (!response.ok) throw new Error(await refusal(response));
    return this.known = await response.json() as Inspected;
  }
}
