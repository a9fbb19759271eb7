// The stage's parts together: each is handed the same scene, and draws only what is another than before.
import { tokenStrip, type StripScene } from '../strip/token-strip';
import { chosenHead } from './chosen-head';
import { headGrid } from './head-grid';
import { colourAt } from './frame-row';
import type { Scene } from './look';
import type { StageEvent } from './stage-state';

export interface StageParts { heads: HTMLElement; chosen: HTMLElement; strip: HTMLElement }

export interface StageActions {
  tell(event: StageEvent): void;
  /** The head so many places on from the chosen one. */
  turn(by: 1 | -1): void;
  open(layer: number, head: number): void;
  show(step: number): void;
}

export interface StageView { draw(scene: Scene): void }

export function stageView(parts: StageParts, { tell, turn, open, show }: StageActions): StageView {
  let scene: Scene | undefined;
  const grid = headGrid(parts.heads, {
    point: (head, row) => tell({ kind: 'point', source: 'heads', token: row, head }),
    leave: () => tell({ kind: 'leave', source: 'heads' }),
    focus: head => tell(head ? { kind: 'point', source: 'keys', token: null, head } : { kind: 'leave', source: 'keys' }),
    choose: ({ layer, head }) => tell({ kind: 'choose', layer, head }),
    open: ({ layer, head }) => open(layer, head),
    release: () => tell({ kind: 'release' }),
  });
  const chosen = chosenHead(parts.chosen, {
    point: (row, key) => tell({ kind: 'point', source: 'matrix', token: row, key }),
    leave: () => tell({ kind: 'leave', source: 'matrix' }),
    lock: row => tell({ kind: 'lock', token: row }),
    open: () => { if (scene) open(scene.look.head.layer, scene.look.head.head); },
    turn, show,
  });
  const strip = tokenStrip(parts.strip, {
    point: token => tell({ kind: 'point', source: 'strip', token }),
    leave: () => tell({ kind: 'leave', source: 'strip' }),
    move: token => tell(token === null ? { kind: 'leave', source: 'keys' } : { kind: 'move', token }),
    lock: token => tell({ kind: 'lock', token }),
    release: () => tell({ kind: 'release' }),
  }, 'Tokens of the probe text');
  return {
    draw(next) {
      scene = next;
      strip.draw(stripOf(next));
      grid.draw(next);
      chosen.draw(next);
    },
  };
}

/** The same scene as the strip wants it. */
function stripOf({ state, look: { row, most, key, head, cells, exact }, frame, palette, glyphs, hint, resized }: Scene): StripScene {
  return {
    glyphs, row, most, key, exact, palette, hint, resized, locked: state.locked, here: state.source === 'strip',
    tints: cells && { seen: cells.seen, at: token => colourAt(cells, token) }, of: [head.layer, head.head, frame],
  };
}
