// The frames of a run that were kept: which steps there are, each frame once from the server, and the next ones before they are asked for.
import type * as contract from '../contract';
import { decodeFrame, type Frame } from './frame';
import { refusal } from './refusal';
import { stopAt } from './stops';

/** Decoded frames that are held, in bytes of their cells. */
const held = 48 << 20;

export class KeptFrames {
  private readonly frames = new Map<number, Frame>();
  private readonly asked = new Map<number, Promise<Frame>>();
  private bytes = 0;
  private known: contract.KeptFrames = { steps: [], probes: [] };

  constructor(private readonly runId: string) {}

  /** Steps that are known to be kept, in order. */
  get steps(): readonly number[] { return this.known.steps; }

  /** Asks which steps are kept by now. Throws a message for people. */
  async refresh(): Promise<readonly number[]> {
    const response = await fetch(this.address('attention/steps'));
    if (!response.ok) throw new Error(await refusal(response));
    this.known = await response.json() as contract.KeptFrames;
    return this.known.steps;
  }

  /** The probe text that a step's frame is of. */
  probeAt(step: number): contract.ProbeTokens | undefined {
    return this.known.probes.findLast(probe => probe.fromStep <= step) ?? this.known.probes[0];
  }

  /** The kept steps around one that is here, nearest first, as many as can be held with it: what a scrubber may show next. */
  around(step: number): number[] {
    const size = this.frames.get(step)?.cells.length, at = stopAt(this.steps, step);
    if (!size) return [];
    return this.steps.map((near, i) => ({ near, away: Math.abs(i - at) })).sort((a, b) => a.away - b.away).slice(1, Math.floor(held / size)).map(({ near }) => near);
  }

  /** Reads what is around a step, one after another, for as long as nothing else is wanted. */
  async readAround(step: number, goesOn: () => boolean): Promise<void> {
    for (const near of this.around(step)) {
      if (!goesOn()) return;
      if (!this.frames.has(near)) await this.at(near);
    }
  }

  /** The frame of a kept step if it is here, and so can be drawn at once. */
  here(step: number): Frame | undefined { return this.frames.get(step); }

  /** The frame of a kept step. Throws a message for people. */
  async at(step: number): Promise<Frame> {
    const frame = this.frames.get(step);
    if (frame) return frame;
    let asked = this.asked.get(step);
    if (!asked) this.asked.set(step, asked = this.read(step).finally(() => this.asked.delete(step)));
    return asked;
  }

  private async read(step: number): Promise<Frame> {
    const response = await fetch(this.address(`attention?step=${step}`));
    if (!response.ok) throw new Error(await refusal(response));
    const frame = decodeFrame(new Uint8Array(await response.arrayBuffer()));
    this.frames.set(step, frame);
    this.bytes += frame.cells.length;
    for (const [old, { cells }] of this.frames) { // the oldest go first, the newest stays
      if (this.bytes <= held || old === step) break;
      this.frames.delete(old);
      this.bytes -= cells.length;
    }
    return frame;
  }

  private address(path: string): URL { return new URL(`api/runs/${encodeURIComponent(this.runId)}/${path}`, document.baseURI); }
}
