// All heads of a racer on the race's probe text, redrawn with each frame that the hub sends.
import { onThemeChange, paletteOf } from '../drawing/colour-scale';
import { paintHead } from '../drawing/head-paint';
import { setText } from '../dom/element';
import type { Host, Widget } from '../dom/widget';
import { FrameFeed } from '../server/frame-feed';
import { onState } from '../server/hub';
import { LookBack } from '../server/look-back';
import { CellHint } from './cell-hint';
import { buildCells, type HeadCell } from './head-cells';
import { isOther, noHeads, reduce, viewOf, type Racer, type RacerHeadsEvent } from './racer-heads-state';

export function initialize(element: HTMLElement, racer: Racer, host: Host): Widget<Racer> {
  const part = (name: string) => element.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  const grid = part('heads'), badge = part('badge'), step = part('step'), note = part('note');
  const hint = new CellHint(part('hint'), element), feed = new FrameFeed(schedule);
  let state = noHeads(racer), cells: HeadCell[] = [], palette = paletteOf(element), back = new LookBack(racer.runId, looked), due = 0;

  /** Every change goes through here, and waits for the screen's refresh. */
  function dispatch(event: RacerHeadsEvent): void {
    state = reduce(state, event);
    schedule();
  }

  function schedule(): void { due ||= requestAnimationFrame(draw); }

  function draw(): void {
    state = reduce(state, { kind: 'feed', fresh: feed.take(), ended: feed.ended, refused: feed.refused });
    due = 0; // only now: what has just arrived is drawn here
    const { racer } = state, { frame, probe, ...said } = viewOf(state);
    if (frame) {
      for (const cell of cells) {
        const layer = cell.layer - frame.firstLayer, head = cell.head - frame.firstHead;
        if (layer >= 0 && layer < frame.layers && head >= 0 && head < frame.heads) paintHead(cell, frame, layer, head, palette);
      }
    }
    sharpen();
    hint.of({ runId: racer.runId, probe: probe.text, tokens: probe.tokens, masked: racer.masked });
    hint.shows(frame?.step ?? -1);
    setText(step, said.step);
    setText(badge, said.badge);
    badge.dataset.state = said.mood;
    setText(note, said.note);
    note.hidden = !said.note;
    grid.dataset.empty = String(!frame);
  }

  function looked(): void { dispatch({ kind: 'look', back: { moment: back.moment, frame: back.frame, refused: back.refused, probe: back.probe } }); }

  // Magnified cells keep hard edges; shrunken ones are averaged by the browser, or rows would vanish.
  function sharpen(): void { grid.dataset.fine = String((cells[0]?.canvas.clientWidth ?? 0) * devicePixelRatio < (viewOf(state).frame?.tokens ?? 0)); }

  function lay(): void {
    cells = buildCells(grid, state.racer, cell => void host.invokeMethodAsync('OpenHead', cell.layer, cell.head));
    for (const cell of cells) {
      cell.link.addEventListener('pointermove', e => hint.point(e, cell));
      cell.link.addEventListener('pointerleave', () => hint.hide());
    }
  }

  function follow(): void {
    back.dispose();
    back = new LookBack(state.racer.runId, looked);
    void back.look();
  }

  const open = () => feed.open(state.racer.runId, state.racer.framesPerSecond);

  const sizes = new ResizeObserver(sharpen);
  sizes.observe(element);
  const endTheme = onThemeChange(() => { palette = paletteOf(element); schedule(); });
  const endState = onState(hub => dispatch({ kind: 'hub', hub }));
  lay();
  follow();
  open();

  return {
    update(next) {
      const before = state.racer, another = next.runId !== before.runId;
      dispatch({ kind: 'racer', racer: next });
      if (isOther(before, next)) lay();
      if (another) follow();
      if (another || (next.live && feed.ended)) open();
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
