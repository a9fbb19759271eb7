// Questions of the circuit panels: the newest one counts, only while its panel is on screen, and again when the model answered anew.
import { refusal } from '../server/refusal';
import { onScene, type Scene } from '../inspect/scene';

export interface CircuitEvents<Answer> {
  /** What to ask for this scene; null asks nothing. */
  question(scene: Scene): Record<string, unknown> | null;
  answer(answer: Answer, scene: Scene): void;
  refused(message: string): void;
  busy(busy: boolean): void;
  /** Something that is looked at changed, asked for or not; null while there is nothing. */
  scene?(scene: Scene | null): void;
}

export interface CircuitSource {
  /** Begins to listen, and asks if there is something to ask: when the panel is whole, for it is called back at once. */
  start(): void;
  /** Asks again, because the question changed. */
  ask(): void;
  dispose(): void;
}

/** What every question of a scene has: the text, the step, the interventions. */
export const common = (scene: Scene) => ({ prompt: scene.prompt, step: scene.step ?? undefined, interventions: scene.edits ?? undefined });

const pause = 60, retry = 2000;
/** While a run trains: between two answers to the same question, in ms; and at least so many times what an answer takes, so that training keeps its pace. */
const followPause = 2000, followShare = 60;

export function circuitSource<Answer>(panel: HTMLElement, path: string, events: CircuitEvents<Answer>): CircuitSource {
  let scene: Scene | null = null, asked = '', answered: unknown, seen = false, sentAt = 0, took = 0, flight: AbortController | null = null, timer = 0, end = () => { /* not begun */ };

  const send = async (now: Scene, body: Record<string, unknown>) => {
    flight?.abort();
    const mine = flight = new AbortController();
    events.busy(true);
    sentAt = performance.now();
    try {
      const response = await fetch(new URL(`api/runs/${encodeURIComponent(now.run)}/${path}`, document.baseURI), {
        method: 'POST', headers: { 'content-type': 'application/json' }, signal: mine.signal, body: JSON.stringify(body),
      });
      if (mine !== flight) return;
      if (!response.ok) { events.refused(await refusal(response)); return; }
      const answer = await response.json() as Answer;
      took = performance.now() - sentAt;
      if (mine === flight) events.answer(answer, now);
    } catch {
      if (mine !== flight || mine.signal.aborted) return;
      events.refused('The server does not answer. Trying again …');
      timer = window.setTimeout(again, retry);
    } finally {
      if (mine === flight) { flight = null; events.busy(false); }
    }
  };
  const again = () => { asked = ''; check(); };
  const check = () => {
    if (!scene || !seen) return;
    const body = events.question(scene);
    if (!body) return;
    const text = `${scene.run} ${JSON.stringify(body)}`;
    // The same question has another answer when the newest weights are others.
    if (text === asked && (scene.step !== null || answered === scene.inspection.step || performance.now() - sentAt < Math.max(followPause, took * followShare))) return;
    asked = text;
    answered = scene.inspection.step;
    clearTimeout(timer);
    const now = scene;
    timer = window.setTimeout(() => void send(now, body), pause);
  };
  const follow = (next: Scene | null) => {
    if (!next) { flight?.abort(); flight = null; clearTimeout(timer); asked = ''; }
    scene = next;
    events.scene?.(next);
    check();
  };
  const sight = new IntersectionObserver(entries => { seen = entries[entries.length - 1].isIntersecting; check(); }, { rootMargin: '200px' });

  return {
    start() {
      end = onScene(follow);
      sight.observe(panel);
    },
    ask: check,
    dispose() {
      end();
      sight.disconnect();
      clearTimeout(timer);
      flight?.abort();
      flight = null;
    },
  };
}
