// All heads of the model on the run's probe text, redrawn with each frame that the hub sends.
import { CellHint } from './cell-hint';
import { drawLegend, onThemeChange, paletteOf } from './colour-scale';
import { decodeFrameBase64, type Frame } from './frame';
import { exportGrid } from './grid-picture';
import { buildCells, type HeadCell } from './head-cells';
import { paintHead } from './head-paint';
import { onState, send, stream, type HubState } from './hub';
import { KeptFrames } from './kept-frames';
import { momentOf, onMoment } from './moment';
import { countText } from './number-text';
import type { Host, Widget } from './widget';

interface GridData {
  runId: string;
  /** Whether frames may still come. */
  live: boolean;
  layers: number;
  heads: number;
  masked: boolean;
  probe: string;
  tokens: string[];
  /** Address of Inspect with run and prompt, to which layer and head are added. */
  inspect: string;
  /** Fewer where many grids share a page. */
  framesPerSecond?: number;
}

const usualFramesPerSecond = 8;

/** How long a step is looked at before its neighbours are read, in milliseconds: its own picture comes first. */
const rest = 30;

export function initialize(element: HTMLElement, data: GridData, host: Host): Widget<GridData> {
  const optional = (name: string) => element.querySelector<HTMLElement>(`[data-part="${name}"]`), part = (name: string) => optional(name)!;
  const grid = part('heads'), badge = part('badge'), step = part('step'), note = part('note');
  const legend = optional('legend') as HTMLCanvasElement | null, probe = optional('probe'); // a page of several grids shows them once
  const files = element.querySelectorAll<HTMLButtonElement>('[data-kind]');
  const hint = new CellHint(part('hint'), element);
  let viewer = '', current = data, cells: HeadCell[] = [], palette = paletteOf(element), frame: Frame | undefined;
  let kept = new KeptFrames(data.runId), past: Frame | undefined, endMoment = () => {}, ahead = 0;
  let pending: string | undefined, unacknowledged = 0, due = 0, close = () => {}, ended = true, state: HubState = 'connecting', refused = '';

  // Frames wait for the screen's refresh, and are acknowledged when drawn or overtaken: a hidden tab asks for none.
  function draw(): void {
    due = 0;
    const fresh = pending;
    pending = undefined;
    for (; unacknowledged > 0; unacknowledged--) send('Ack', viewer);
    if (fresh !== undefined) {
      try {
        frame = decodeFrameBase64(fresh);
      } catch (e) {
        refused = e instanceof Error ? e.message : String(e);
      }
    }
    paint();
  }

  /** The frame to show: a kept one while the page looks back, else the newest. */
  function shown(): Frame | undefined { return momentOf(current.runId) === null ? frame : past; }

  function paint(): void {
    const frame = shown();
    if (frame) {
      for (const cell of cells) {
        const layer = cell.layer - frame.firstLayer, head = cell.head - frame.firstHead;
        if (layer >= 0 && layer < frame.layers && head >= 0 && head < frame.heads) paintHead(cell, frame, layer, head, palette);
      }
      sharpen();
    }
    label();
  }

  function label(): void {
    const frame = shown(), back = momentOf(current.runId) !== null, live = current.live && !ended;
    step.textContent = frame ? countText(frame.step) : '–';
    badge.textContent = back ? 'kept' : state !== 'connected' ? 'connecting…' : live ? 'live' : frame ? 'last frame' : 'no frame';
    badge.dataset.state = back ? 'still' : state !== 'connected' ? 'waiting' : live ? 'live' : 'still';
    note.textContent = refused;
    note.hidden = !refused;
    grid.dataset.empty = String(!frame);
    for (const file of files) file.disabled = !frame;
  }

  // Shows the kept frame of the moment as soon as it is there, unless another was asked for meanwhile.
  async function lookBack(): Promise<void> {
    const { runId } = current, moment = momentOf(runId), stillWanted = () => runId === current.runId && momentOf(runId) === moment;
    refused = '';
    if (moment !== null) {
      try {
        if (!kept.steps.includes(moment)) await kept.refresh();
        const found = kept.here(moment) ?? await kept.at(moment);
        if (!stillWanted()) return;
        past = found;
        window.clearTimeout(ahead);
        ahead = window.setTimeout(() => void kept.readAround(moment, stillWanted).catch(() => undefined), rest); // what fails here is asked for again when it is wanted
      } catch (e) {
        if (!stillWanted()) return;
        past = undefined;
        refused = e instanceof TypeError ? 'The server does not answer.' : e instanceof Error ? e.message : String(e);
      }
    }
    showProbe(moment);
    paint(); // at once: where the answer was quick, it is still in the frame of the other panels
  }

  function showProbe(moment: number | null): void {
    const { text, tokens } = (moment === null ? undefined : kept.probeAt(moment)) ?? { text: current.probe, tokens: current.tokens };
    hint.of({ runId: current.runId, probe: text, tokens, masked: current.masked, moment });
    const words = tokens.map(shownToken).join('');
    if (probe && probe.textContent !== words) probe.textContent = words;
  }

  // Magnified cells keep hard edges; shrunken ones are averaged by the browser, or rows would vanish.
  function sharpen(): void {
    const size = cells[0]?.canvas.clientWidth ?? 0, tokens = shown()?.tokens ?? 0;
    grid.dataset.fine = String(size * devicePixelRatio < tokens);
  }

  function relayout(): void {
    cells = buildCells(grid, current, cell => void host.invokeMethodAsync('OpenHead', cell.layer, cell.head));
    for (const cell of cells) {
      cell.link.addEventListener('pointermove', e => hint.point(e, cell, shown()?.step ?? -1));
      cell.link.addEventListener('pointerleave', () => hint.hide());
    }
    showProbe(momentOf(current.runId));
    palette = paletteOf(element);
    explain();
    schedule();
  }

  function explain(): void {
    if (legend) drawLegend(legend, palette, Math.max(180, legend.parentElement!.clientWidth), { masked: current.masked });
  }

  function schedule(): void { due ||= requestAnimationFrame(draw); }

  function follow(): void {
    endMoment();
    kept = new KeptFrames(current.runId);
    past = undefined;
    endMoment = onMoment(current.runId, () => void lookBack());
    void lookBack();
  }

  function open(): void {
    close();
    ended = false;
    refused = '';
    unacknowledged = 0;
    const { runId } = current;
    viewer = freshName();
    close = stream<{ step: number; bytes: string }>({
      method: 'Frames',
      args: () => [runId, { viewer, maxPerSecond: current.framesPerSecond ?? usualFramesPerSecond }],
      next: item => { pending = item.bytes; unacknowledged++; schedule(); },
      complete: () => { ended = true; schedule(); },
      error: message => { ended = true; refused = message; schedule(); },
    });
    schedule();
  }

  const sizes = new ResizeObserver(() => {
    explain();
    sharpen();
  });
  sizes.observe(element);
  for (const file of files) {
    file.addEventListener('click', () => {
      const frame = shown();
      if (frame) exportGrid(file.dataset.kind as 'png' | 'svg', frame, palette).catch((error: Error) => { refused = error.message; label(); });
    });
  }
  const endTheme = onThemeChange(() => { palette = paletteOf(element); explain(); paint(); });
  const endState = onState(next => { state = next; label(); });
  relayout();
  follow();
  open();

  return {
    update(next) {
      const before = current;
      current = next;
      if (next.runId !== before.runId || next.layers !== before.layers || next.heads !== before.heads || next.probe !== before.probe) {
        frame = undefined;
        relayout();
      }
      if (next.runId !== before.runId) follow();
      if (next.runId !== before.runId || (next.live && ended)) open();
      schedule();
    },
    dispose() {
      close();
      endMoment();
      window.clearTimeout(ahead);
      endState();
      endTheme();
      sizes.disconnect();
      cancelAnimationFrame(due);
    },
  };
}

// Each stream has a name of its own: the server may still be closing the one before.
function freshName(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map(n => n.toString(16)).join('');
}

// As Razor spells the probe's tokens first (Controls/Train/AttentionGrid.razor).
function shownToken(token: string): string { return token === '\n' ? '↵\n' : token === '\t' ? '⇥' : token; }
