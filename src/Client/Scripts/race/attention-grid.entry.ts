// All heads of the model on the run's probe text, redrawn with each frame that the hub sends.
import { CellHint } from './cell-hint';
import { drawLegend, onThemeChange, paletteOf } from '../drawing/colour-scale';
import type { Frame } from '../server/frame';
import { FrameFeed } from '../server/frame-feed';
import { frameWords } from '../server/frame-words';
import { exportGrid } from '../drawing/grid-picture';
import { buildCells, type HeadCell } from './head-cells';
import { paintHead } from '../drawing/head-paint';
import { onState, type HubState } from '../server/hub';
import { LookBack } from '../server/look-back';
import { countText } from '../words/number-text';
import type { Host, Widget } from '../dom/widget';

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

export function initialize(element: HTMLElement, data: GridData, host: Host): Widget<GridData> {
  const optional = (name: string) => element.querySelector<HTMLElement>(`[data-part="${name}"]`), part = (name: string) => optional(name)!;
  const grid = part('heads'), badge = part('badge'), step = part('step'), note = part('note');
  const legend = optional('legend') as HTMLCanvasElement | null, probe = optional('probe'); // a page of several grids shows them once
  const files = element.querySelectorAll<HTMLButtonElement>('[data-kind]');
  const hint = new CellHint(part('hint'), element), feed = new FrameFeed(schedule);
  let current = data, cells: HeadCell[] = [], palette = paletteOf(element), frame: Frame | undefined;
  let back = new LookBack(data.runId, looked), due = 0, state: HubState = 'connecting', refused = '';

  // Frames wait for the screen's refresh.
  function draw(): void {
    due = 0;
    frame = feed.take() ?? frame;
    paint();
  }

  /** The frame to show: a kept one while the page looks back, else the newest. */
  function shown(): Frame | undefined { return back.moment === null ? frame : back.frame; }

  function paint(): void {
    const frame = shown();
    if (frame) {
      for (const cell of cells) {
        const layer = cell.layer - frame.firstLayer, head = cell.head - frame.firstHead;
        if (layer >= 0 && layer < frame.layers && head >= 0 && head < frame.heads) paintHead(cell, frame, layer, head, palette);
      }
      sharpen();
    }
    hint.shows(frame?.step ?? -1);
    label();
  }

  function label(): void {
    const frame = shown(), looksBack = back.moment !== null, live = current.live && !feed.ended, said = refused || (looksBack ? back.refused : feed.refused);
    step.textContent = frame ? countText(frame.step) : '–';
    [badge.textContent, badge.dataset.state] = frameWords({ refused: '', looksBack, connected: state === 'connected', live, hasFrame: frame !== undefined }); // what was refused stands below
    note.textContent = said;
    note.hidden = !said;
    grid.dataset.empty = String(!frame);
    for (const file of files) file.disabled = !frame;
  }

  function looked(): void {
    showProbe();
    paint();
  }

  function showProbe(): void {
    const { text, tokens } = back.probe ?? { text: current.probe, tokens: current.tokens };
    hint.of({ runId: current.runId, probe: text, tokens, masked: current.masked });
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
      cell.link.addEventListener('pointermove', e => hint.point(e, cell));
      cell.link.addEventListener('pointerleave', () => hint.hide());
    }
    showProbe();
    palette = paletteOf(element);
    explain();
    schedule();
  }

  function explain(): void {
    if (legend) drawLegend(legend, palette, Math.max(180, legend.parentElement!.clientWidth), { masked: current.masked });
  }

  function schedule(): void { due ||= requestAnimationFrame(draw); }

  function follow(): void {
    back.dispose();
    back = new LookBack(current.runId, looked);
    void back.look();
  }

  const open = () => feed.open(current.runId, current.framesPerSecond ?? usualFramesPerSecond);

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
      if (next.runId !== before.runId || (next.live && feed.ended)) open();
      schedule();
    },
    dispose() {
      feed.dispose();
      back.dispose();
      hint.dispose();
      endState();
      endTheme();
      sizes.disconnect();
      cancelAnimationFrame(due);
    },
  };
}

// Line breaks and tabs as signs that can be seen.
function shownToken(token: string): string { return token === '\n' ? '↵\n' : token === '\t' ? '⇥' : token; }
