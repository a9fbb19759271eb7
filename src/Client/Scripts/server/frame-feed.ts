// A run's newest attention frame from the hub: decoded at the screen's pace, acknowledged when taken or overtaken, so that a hidden tab asks for none.
import type * as contract from '../contract';
import { decodeFrame, decodeFrameBase64, type Frame } from './frame';
import { send, stream } from './hub';
import { refusal } from './refusal';

export class FrameFeed {
  /** Whether no frame will come unless it is opened again. */
  ended = true;
  /** Why there is none, in words for people. */
  refused = '';
  private pending: string | Uint8Array | undefined;
  private viewer = '';
  private unacknowledged = 0;
  private close = () => {};

  /** @param changed There is a frame to take, or the feed ended. */
  constructor(private readonly changed: () => void) {}

  open(runId: string, framesPerSecond: number): void {
    this.begin();
    this.viewer = freshName();
    this.close = stream<contract.Frame>({
      method: 'Frames',
      args: () => [runId, { viewer: this.viewer, maxPerSecond: framesPerSecond } satisfies contract.FrameRequest],
      next: item => { this.pending = item.bytes; this.unacknowledged++; this.changed(); },
      complete: () => this.end(''),
      error: message => this.end(message),
    });
  }

  /** Reads the last frame of a run that does not train, without the hub. */
  openLast(runId: string): void {
    this.begin();
    const flight = new AbortController();
    this.close = () => flight.abort();
    void (async () => {
      try {
        const response = await fetch(new URL(`api/runs/${encodeURIComponent(runId)}/attention?step=latest`, document.baseURI), { signal: flight.signal });
        if (!response.ok) return this.end(await refusal(response));
        this.pending = new Uint8Array(await response.arrayBuffer());
        this.end('');
      } catch {
        if (!flight.signal.aborted) this.end('The server does not answer.');
      }
    })();
  }

  /** The newest frame that was not taken yet. */
  take(): Frame | undefined {
    const fresh = this.pending;
    this.pending = undefined;
    for (; this.unacknowledged > 0; this.unacknowledged--) send('Ack', this.viewer);
    if (fresh === undefined) return undefined;
    try {
      return typeof fresh === 'string' ? decodeFrameBase64(fresh) : decodeFrame(fresh);
    } catch (e) {
      this.refused = e instanceof Error ? e.message : String(e);
      return undefined;
    }
  }

  dispose(): void { this.close(); }

  private begin(): void {
    this.close();
    this.ended = false;
    this.refused = '';
    this.pending = undefined;
    this.unacknowledged = 0;
  }

  private end(message: string): void {
    this.ended = true;
    this.refused = message;
    this.changed();
  }
}

// Each stream has a name of its own: the server may still be closing the one before.
function freshName(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map(n => n.toString(16)).join('');
}
