// Where the row to prove comes from: what Inspect looks at, or the lesson's worked example.
import { refusal } from '../server/refusal';
import type { Inspection } from '../inspect/inspection';
import { look, onScene, type Cell, type Look } from '../inspect/scene';

/** What the proof needs of a scene. */
export interface ProofScene { run: string | null; inspection: Inspection; layer: number; head: number; token: number; cell: Cell | null }

export interface ProofSource {
  look(next: Look): void;
  dispose(): void;
}

export interface ProofEvents {
  scene(scene: ProofScene | null): void;
  failed(message: string): void;
}

export function inspectedRow(events: ProofEvents): ProofSource {
  return { look, dispose: onScene(events.scene) };
}

/** Which token of the lesson asks first: the third, whose future holds the largest affinity. */
const lessonToken = 2;

export function lessonRow(events: ProofEvents): ProofSource {
  const flight = new AbortController();
  let scene: ProofScene | null = null;
  const ask = async () => {
    try {
      const response = await fetch(new URL('api/lessons/row', document.baseURI), { signal: flight.signal });
      if (!response.ok) { events.failed(await refusal(response)); return; }
      scene = { run: null, inspection: await response.json() as Inspection, layer: 0, head: 0, token: lessonToken, cell: null };
      events.scene(scene);
    } catch {
      if (!flight.signal.aborted) events.failed('The server does not answer; reload the page when it does.');
    }
  };
  void ask();
  return {
    look(next) {
      if (!scene) return;
      scene = { ...scene, token: next.token ?? scene.token, cell: next.cell === undefined ? scene.cell : next.cell };
      events.scene(scene);
    },
    dispose() { flight.abort(); },
  };
}
