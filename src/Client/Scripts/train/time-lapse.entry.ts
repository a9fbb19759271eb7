// The scrubber: goes through the kept steps of a run by hand, by key or by itself, and back to live.
import type { KeptCheckpoint, KeptFrames, Sample } from '../contract';
import { onMoment, momentOf, showMoment } from '../server/moment';
import { refusal } from '../server/refusal';
import { part, setText } from '../dom/element';
import { countText } from '../words/number-text';
import { nearest, stopAt, stopBeside, stopNear } from '../server/stops';
import type { Widget } from '../dom/widget';

interface TimeLapseData {
  runId: string;
  /** Whether steps may still come. */
  live: boolean;
  /** Whether its frames are kept; otherwise it stands at the steps of its samples. */
  attends: boolean;
  /** Ids of further runs that are shown at the same step, with commas between. */
  with: string;
  /** Kept steps a second. */
  speed: number;
}

/** How often the kept steps are asked for while a run trains, in ms. */
const refreshEvery = 2000;
const keySteps: Record<string, number> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };

export function initialize(element: HTMLElement, data: TimeLapseData): Widget<TimeLapseData> {
  const play = part(element, 'play'), range = part<HTMLInputElement>(element, 'range'), live = part(element, 'live');
  const inspect = element.querySelector<HTMLAnchorElement>('[data-part="inspect"]'), said = part(element, 'said'), where = part(element, 'where');
  let current = data, stops: readonly number[] = [], dragging = false, playing = 0, refreshing = 0, endMoment = () => {};

  const able = () => stops.length > 1;
  const moment = () => momentOf(current.runId), last = () => stops.at(-1) ?? 0;

  const showAll = (to: number | null) => { for (const id of [current.runId, ...current.with.split(',')]) if (id) showMoment(id, to); };

  function go(to: number | null): void {
    showAll(to);
    keepInAddress(to);
  }

  function label(): void {
    const at = moment();
    element.dataset.live = String(at === null);
    if (!dragging) {
      range.max = String(Math.max(1, last()));
      range.value = String(at ?? range.max);
    }
    const words = at === null ? (current.live ? 'live' : `end, step ${countText(last())}`) : `step ${countText(at)}`;
    range.setAttribute('aria-valuetext', words);
    range.style.setProperty('--filled', `${100 * Number(range.value) / Number(range.max)}%`);
    where.textContent = !able() ? '' : at === null ? `${countText(stops.length)} kept` : `step ${countText(at)}`;
    setText(part(element, 'live-word'), current.live ? 'live' : 'end');
    live.setAttribute('aria-pressed', String(at === null));
    for (const control of [play, range]) control.setAttribute('aria-disabled', String(!able()));
    play.dataset.playing = String(playing > 0);
    play.setAttribute('aria-label', playing > 0 ? 'Pause the time-lapse' : 'Play the time-lapse');
  }

  // Weights are kept at fewer steps than pictures: the link leads to the nearest of them, looked up when somebody means to follow it.
  async function lookUp(): Promise<void> {
    const at = moment(), run = encodeURIComponent(current.runId);
    inspect!.href = `inspect?run=${run}`;
    inspect!.title = 'Looks into the newest weights';
    if (at === null) return;
    try {
      const kept = await (await fetch(new URL(`api/runs/${run}/checkpoints`, document.baseURI))).json() as KeptCheckpoint[];
      const step = nearest(kept.map(each => each.step), at);
      if (step === null || moment() !== at) return;
      inspect!.href = `inspect?run=${run}&step=${step}`;
      inspect!.title = `Looks into the weights of step ${countText(step)}, the nearest that are kept`;
    } catch { /* it then leads to the newest */ }
  }

  function stop(): void {
    clearInterval(playing);
    playing = 0;
    label();
  }

  // From the start when it stands at the end.
  function start(): void {
    if (!able()) return;
    if (moment() === null) go(stops[0]);
    clearInterval(playing);
    playing = window.setInterval(() => {
      const next = stopBeside(stops, moment(), 1);
      go(next);
      if (next === null) stop();
    }, 1000 / current.speed);
    label();
  }

  async function refresh(): Promise<void> {
    clearTimeout(refreshing);
    const { runId } = current;
    try {
      const found = await keptSteps(current);
      if (runId !== current.runId) return;
      stops = found;
      said.textContent = able() ? '' : current.live ? 'The first steps are being kept…' : stops.length === 1 ? `Only step ${countText(stops[0])} was kept, so there is nothing to go back to.` : 'This run kept no steps to go back to.';
    } catch (e) {
      said.textContent = e instanceof TypeError ? 'The server does not answer. Trying again…' : e instanceof Error ? e.message : String(e);
    }
    said.hidden = said.textContent === '';
    label();
    if (current.live || said.textContent) refreshing = window.setTimeout(() => void refresh(), refreshEvery);
  }

  function follow(): void {
    endMoment();
    endMoment = onMoment(current.runId, label);
    stops = [];
    stop();
    void refresh().then(() => {
      const asked = stepInAddress();
      if (asked !== null && stops.length > 0) go(stops[Math.max(0, stopAt(stops, asked))]);
    });
  }

  range.addEventListener('pointerdown', () => { dragging = true; stop(); });
  for (const end of ['pointerup', 'pointercancel', 'blur']) range.addEventListener(end, () => { dragging = false; label(); });
  // Where it stands is the script's alone: what it says goes no further.
  for (const each of ['input', 'change']) range.addEventListener(each, e => e.stopPropagation());
  range.addEventListener('input', () => { if (able()) go(stopNear(stops, Number(range.value), Number(range.max))); else label(); });
  range.addEventListener('keydown', e => {
    const by = keySteps[e.key];
    if (e.ctrlKey || e.metaKey || e.altKey || (by === undefined && e.key !== 'Home' && e.key !== 'End' && e.key !== ' ')) return;
    e.preventDefault();
    if (!able()) return;
    if (e.key === ' ') { playing > 0 ? stop() : start(); return; }
    stop();
    go(e.key === 'Home' ? stops[0] : e.key === 'End' ? null : stopBeside(stops, moment(), by));
  });
  for (const intent of ['pointerenter', 'focus']) inspect?.addEventListener(intent, () => void lookUp());
  play.addEventListener('click', () => { playing > 0 ? stop() : start(); });
  live.addEventListener('click', () => { stop(); go(null); });
  follow();

  return {
    update(next) {
      const before = current;
      current = next;
      if (next.runId !== before.runId) follow();
      else void refresh();
      if (next.speed !== before.speed && playing > 0) start();
    },
    dispose() {
      clearInterval(playing);
      clearTimeout(refreshing);
      endMoment();
      showAll(null);
    },
  };
}

async function keptSteps({ runId, attends }: TimeLapseData): Promise<number[]> {
  const response = await fetch(new URL(`api/runs/${encodeURIComponent(runId)}/${attends ? 'attention/steps' : 'samples'}`, document.baseURI));
  if (!response.ok) throw new Error(await refusal(response));
  const answer = await response.json() as KeptFrames | Sample[];
  return Array.isArray(answer) ? answer.map(sample => sample.step) : answer.steps;
}

function stepInAddress(): number | null {
  const step = Number(new URLSearchParams(location.search).get('step') ?? NaN);
  return Number.isInteger(step) && step >= 0 ? step : null;
}

// Without a history entry for each.
function keepInAddress(step: number | null): void {
  const query = new URLSearchParams(location.search);
  if (step === null) query.delete('step');
  else query.set('step', String(step));
  history.replaceState(history.state, '', `${location.pathname}?${query}`);
}
