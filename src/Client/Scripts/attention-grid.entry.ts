// All heads of the model on the run's probe text, redrawn with each frame that the hub sends.
import { CellHint } from './cell-hint';
import { drawLegend, onThemeChange, paletteOf } from './colour-scale';
import { decodeFrameBase64, type Frame } from './frame';
import { buildCells, type HeadCell } from './head-cells';
import { paintHead } from './head-paint';
import { onState, send, stream, type HubState } from './hub';
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
}

const framesPerSecond = 8;

export function initialize(element: HTMLElement, data: GridData, host: Host): Widget<GridData> {
  const part = (name: string) => element.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  const grid = part('heads'), badge = part('badge'), step = part('step'), legend = part('legend') as HTMLCanvasElement, note = part('note');
  const hint = new CellHint(part('hint'), element);
  let viewer = '', current = data, cells: HeadCell[] = [], palette = paletteOf(element), frame: Frame | undefined;
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

  function paint(): void {
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
    step.textContent = frame ? countText(frame.step) : '–';
    const live = current.live && !ended;
    badge.textContent = state !== 'connected' ? 'connecting…' : live ? 'live' : frame ? 'last frame' : 'no frame';
    badge.dataset.state = state !== 'connected' ? 'waiting' : live ? 'live' : 'still';
    note.textContent = refused;
    note.hidden = !refused;
    grid.dataset.empty = String(!frame);
  }

  // Magnified cells keep hard edges; shrunken ones are averaged by the browser, or rows would vanish.
  function sharpen(): void {
    const size = cells[0]?.canvas.clientWidth ?? 0, tokens = frame?.tokens ?? 0;
    grid.dataset.fine = String(size * devicePixelRatio < tokens);
  }

  function relayout(): void {
    cells = buildCells(grid, current, cell => void host.invokeMethodAsync('OpenHead', cell.layer, cell.head));
    for (const cell of cells) {
      cell.link.addEventListener('pointermove', e => hint.point(e, cell, frame?.step ?? -1));
      cell.link.addEventListener('pointerleave', () => hint.hide());
    }
    hint.of(current);
    palette = paletteOf(element);
    drawLegend(legend, palette, Math.max(180, legend.parentElement!.clientWidth), { masked: current.masked });
    schedule();
  }

  function schedule(): void { due ||= requestAnimationFrame(draw); }

  function open(): void {
    close();
    ended = false;
    refused = '';
    unacknowledged = 0;
    const { runId } = current;
    viewer = freshName();
    close = stream<{ step: number; bytes: string }>({
      method: 'Frames',
      args: () => [runId, { viewer, maxPerSecond: framesPerSecond }],
      next: item => { pending = item.bytes; unacknowledged++; schedule(); },
      complete: () => { ended = true; schedule(); },
      error: message => { ended = true; refused = message; schedule(); },
    });
    schedule();
  }

  const sizes = new ResizeObserver(() => {
    drawLegend(legend, palette, Math.max(180, legend.parentElement!.clientWidth), { masked: current.masked });
    sharpen();
  });
  sizes.observe(element);
  const endTheme = onThemeChange(() => { palette = paletteOf(element); drawLegend(legend, palette, legend.clientWidth, { masked: current.masked }); paint(); });
  const endState = onState(next => { state = next; label(); });
  relayout();
  open();

  return {
    update(next) {
      const before = current;
      current = next;
      if (next.runId !== before.runId || next.layers !== before.layers || next.heads !== before.heads || next.probe !== before.probe) {
        frame = undefined;
        relayout();
      }
      if (next.runId !== before.runId || (next.live && ended)) open();
      schedule();
    },
    dispose() {
      close();
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
