// Asks the server for inspections: one question at a time and then the newest, so that an answer follows each pause in typing; refusals become sentences.
import type { Inspection } from './inspection';
import { plain, unpack } from '../server/packed';
import { refusalWith } from '../server/refusal';

export interface Question { run: string; prompt: string; step: number | null; layer: number | null; head: number | null; token: number | null; edits: unknown }

export interface SourceEvents {
  answer(inspection: Inspection, question: Question): void;
  /** `gone`: the run is not there any more; `lost`: the server could not be reached, worth another try. */
  refused(message: string, reason: 'invalid' | 'gone' | 'lost', question: Question, unknown: readonly string[]): void;
  busy(busy: boolean): void;
}

export interface InspectionSource {
  ask(question: Question, delay: number): void;
  /** Whether a question is waiting or on its way. */
  readonly busy: boolean;
  /** Asks nothing any more, until the next question. */
  stop(): void;
}

export function inspectionSource(events: SourceEvents): InspectionSource {
  let waiting: Question | undefined, timer: ReturnType<typeof setTimeout> | undefined, flight: AbortController | undefined;

  const send = async (question: Question) => {
    waiting = timer = undefined;
    const mine = flight = new AbortController();
    try {
      const response = await fetch(new URL(`api/runs/${encodeURIComponent(question.run)}/inspect`, document.baseURI), {
        method: 'POST', headers: { 'content-type': 'application/json', accept: 'application/octet-stream, application/problem+json' }, signal: mine.signal,
        body: JSON.stringify({
          prompt: question.prompt, step: question.step ?? undefined, interventions: question.edits ?? undefined,
          layer: question.layer ?? undefined, head: question.head ?? undefined, token: question.token ?? undefined,
        }),
      });
      if (!response.ok) {
        const { message, unknown } = await refusalWith(response);
        if (mine === flight) events.refused(message, response.status === 404 ? 'gone' : 'invalid', question, unknown);
        return;
      }
      const inspection = inspectionOf(await response.arrayBuffer());
      if (mine === flight) events.answer(inspection, question);
    } catch {
      if (mine === flight && !mine.signal.aborted) events.refused('The server does not answer. Trying again …', 'lost', question, []);
    } finally {
      if (mine === flight) {
        flight = undefined;
        events.busy(timer !== undefined || waiting !== undefined);
        if (waiting && timer === undefined) void send(waiting);
      }
    }
  };
  const stop = () => {
    clearTimeout(timer);
    waiting = timer = undefined;
    const old = flight;
    flight = undefined;
    old?.abort();
    events.busy(false);
  };
  return {
    ask(question, delay) {
      clearTimeout(timer);
      timer = undefined;
      waiting = question;
      events.busy(true);
      if (delay > 0) timer = setTimeout(() => { timer = undefined; if (!flight && waiting) void send(waiting); }, delay);
      else if (!flight) void send(question);
    },
    get busy() { return waiting !== undefined || flight !== undefined; },
    stop,
  };
}

function inspectionOf(bytes: ArrayBuffer): Inspection {
  const answer = unpack<Inspection>(bytes);
  return { ...answer, head: plain(answer.head) as Inspection['head'], row: plain(answer.row) as Inspection['row'] };
}
