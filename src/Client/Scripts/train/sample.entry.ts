// The text a run wrote last, or had written last at the moment that is shown.
import type { Sample } from '../contract';
import { refusal } from '../server/refusal';
import { onMoment, momentOf } from '../server/moment';
import { countText } from '../words/number-text';
import type { Widget } from '../dom/widget';

interface SampleData {
  runId: string;
  /** The newest; null before the first. */
  newest: Sample | null;
  /** What to say instead of a text. */
  none: string;
}

export function initialize(element: HTMLElement, data: SampleData): Widget<SampleData> {
  const text = element.querySelector<HTMLElement>('[data-part="text"]')!, at = element.querySelector<HTMLElement>('[data-part="at"]')!;
  let current = data, all: Sample[] = [], asked = 0, endMoment = () => {};

  function show(sample: Sample | null | undefined, otherwise: string): void {
    const words = sample?.text ?? otherwise, step = sample ? `at step ${countText(sample.step)}` : '';
    if (text.textContent !== words) text.textContent = words;
    text.dataset.none = String(!sample);
    at.textContent = step;
  }

  async function paint(): Promise<void> {
    const moment = momentOf(current.runId), mine = ++asked;
    if (moment === null) return show(current.newest, current.none);
    const newest = current.newest?.step ?? -1;
    try {
      if ((all.at(-1)?.step ?? -1) !== newest) all = await samplesOf(current.runId);
      if (mine === asked) show(all.findLast(sample => sample.step <= moment), `Nothing was written up to step ${countText(moment)}.`);
    } catch (e) {
      if (mine === asked) show(null, e instanceof TypeError ? 'The server does not answer.' : e instanceof Error ? e.message : String(e));
    }
  }

  function follow(): void {
    endMoment();
    all = [];
    endMoment = onMoment(current.runId, () => void paint());
  }

  follow();
  void paint();
  return {
    update(next) {
      const before = current;
      current = next;
      if (next.runId !== before.runId) follow();
      void paint();
    },
    dispose: () => endMoment(),
  };
}

async function samplesOf(runId: string): Promise<Sample[]> {
  const response = await fetch(new URL(`api/runs/${encodeURIComponent(runId)}/samples`, document.baseURI));
  if (!response.ok) throw new Error(await refusal(response));
  return await response.json() as Sample[];
}
