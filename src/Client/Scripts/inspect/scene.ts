// What the Inspect page looks at, in one place: inspect.entry.ts asks the server and publishes, every other panel listens and may look elsewhere.
import type { Cell } from '../matrix/matrix-layout';
import type { Inspection } from './inspection';

export type { Cell } from '../matrix/matrix-layout';

/** What is looked at, and what the model answered to it. */
export interface Scene {
  run: string;
  /** As typed; `inspection.tokens` is what the model saw of it. */
  prompt: string;
  /** A kept step; null is the newest. `inspection.step` is the step that answered. */
  step: number | null;
  /** The answer to the question as the interventions left it. */
  inspection: Inspection;
  layer: number;
  head: number;
  /** Every head that is looked at, the chosen one among them: one, some, or all. */
  heads: readonly { layer: number; head: number }[];
  /** The querying token. */
  token: number;
  locked: boolean;
  /** The cell under the pointer or the keyboard's cursor. */
  cell: Cell | null;
  /** Interventions, as the inspect request carries them; null changes nothing. */
  edits: unknown;
}

/** Asks to look elsewhere; what is left out stays as it is. */
export interface Look {
  layer?: number;
  head?: number;
  /** Locks a querying token; null releases it. */
  token?: number | null;
  /** Points at a cell for as long as the pointer is there; null points at none. */
  cell?: Cell | null;
  prompt?: string;
  step?: number | null;
  edits?: unknown;
}

type Listener = (scene: Scene | null) => void;

let current: Scene | null = null;
let guide: ((look: Look) => void) | undefined;
const listeners = new Set<Listener>();

/** What is looked at now; null while nothing is (loading, another page, a model that has no answer yet). */
export const sceneNow = (): Scene | null => current;

/** Calls back at once if there is a scene, and at each change; the answer ends it. A listener draws in its own frame. */
export function onScene(listener: Listener): () => void {
  listeners.add(listener);
  if (current) listener(current);
  return () => { listeners.delete(listener); };
}

/** Looks elsewhere; without a page that inspects nothing happens. */
export function look(next: Look): void { guide?.(next); }

/** For the page that asks the server: takes the lead; the answer gives it back and empties the scene. */
export function guideScene(follow: (look: Look) => void): { publish(scene: Scene | null): void; end(): void } {
  guide = follow;
  const publish = (scene: Scene | null) => {
    if (guide !== follow) return;
    current = scene;
    // A panel that fails is told of in the console, and takes no other panel with it.
    for (const listener of [...listeners]) try { listener(scene); } catch (error) { reportError(error); }
  };
  return {
    publish,
    end() {
      publish(null);
      if (guide === follow) guide = undefined;
    },
  };
}
