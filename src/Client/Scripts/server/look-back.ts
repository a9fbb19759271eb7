// The kept frame of the moment that a page looks back to: shown as soon as it is there, its neighbours read while it is looked at.
import type { ProbeTokens } from '../contract';
import type { Frame } from './frame';
import { KeptFrames } from './kept-frames';
import { momentOf, onMoment, type Moment } from './moment';

/** How long a step is looked at before its neighbours are read, in milliseconds: its own picture comes first. */
const rest = 30;

export class LookBack {
  /** The frame of the moment; the one before while its own is on the way. */
  frame: Frame | undefined;
  /** Why there is none, in words for people. */
  refused = '';
  private readonly kept: KeptFrames;
  private readonly endMoment: () => void;
  private ahead = 0;

  /** @param changed Another moment is to be shown (again when its frame is there). */
  constructor(private readonly runId: string, private readonly changed: () => void) {
    this.kept = new KeptFrames(runId);
    this.endMoment = onMoment(runId, () => void this.look());
  }

  get moment(): Moment { return momentOf(this.runId); }

  /** The probe text of the moment; undefined while it is not known, or live. */
  get probe(): ProbeTokens | undefined { return this.moment === null ? undefined : this.kept.probeAt(this.moment); }

  /** Reads what the moment needs; called at each change of it. */
  async look(): Promise<void> {
    const { moment } = this, stillWanted = () => this.moment === moment;
    this.refused = '';
    if (moment === null) this.frame = undefined;
    else {
      try {
        if (!this.kept.steps.includes(moment)) await this.kept.refresh();
        const found = this.kept.here(moment) ?? await this.kept.at(moment);
        if (!stillWanted()) return;
        this.frame = found;
        clearTimeout(this.ahead);
        this.ahead = window.setTimeout(() => void this.kept.readAround(moment, stillWanted).catch(() => undefined), rest); // what fails here is asked for again when it is wanted
      } catch (e) {
        if (!stillWanted()) return;
        this.frame = undefined;
        this.refused = e instanceof TypeError ? 'The server does not answer.' : e instanceof Error ? e.message : String(e);
      }
    }
    this.changed(); // at once: where the answer was quick, it is still in the frame of the other panels
  }

  dispose(): void {
    this.endMoment();
    clearTimeout(this.ahead);
  }
}
