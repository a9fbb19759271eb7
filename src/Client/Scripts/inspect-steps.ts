// The choice of the step whose weights are looked at: live, or one that was kept; says which are near one that was not.
import type { KeptCheckpoint } from './contract';
import { make, part, setText } from './element';
import { refusal } from './inspect-source';
import { lossText, countText } from './number-text';
import { stopAt } from './stops';

export interface StepChoice {
  /** Another run, or it trained on: what is kept is asked for again, at most every few seconds. */
  refresh(run: string, live: boolean): void;
  /** Shows the step that is looked at; null is live. */
  show(step: number | null): void;
  /** The kept steps on either side of one that is not kept; empty when it is, or when none are. */
  near(step: number): number[];
  dispose(): void;
}

const refreshEvery = 5000;

/** `came` is told when it is known anew what is kept. */
export function stepChoice(root: HTMLElement, choose: (step: number | null) => void, came: () => void): StepChoice {
  const select = part<HTMLSelectElement>(root, 'step-choice'), back = part<HTMLButtonElement>(root, 'step-back'), on = part<HTMLButtonElement>(root, 'step-on');
  let kept: KeptCheckpoint[] = [], run = '', shown: number | null = null, live = false, asked = -Infinity, timer = 0;

  const ask = async () => {
    asked = performance.now();
    const mine = run;
    try {
      const response = await fetch(new URL(`api/runs/${encodeURIComponent(run)}/checkpoints`, document.baseURI));
      if (!response.ok) throw new Error(await refusal(response));
      const next = await response.json() as KeptCheckpoint[];
      if (mine !== run) return;
      kept = next;
      render();
      came();
    } catch { /* the inspection itself says what is the matter */ }
  };

  const render = () => {
    const line = ({ step, valLoss, best }: KeptCheckpoint) => `step ${countText(step)}${valLoss === null ? '' : ` · val ${lossText(valLoss)}`}${best ? ' · best' : ''}`;
    const options = [{ value: '', text: live ? 'live: the newest' : 'the newest' }, ...[...kept].reverse().map(each => ({ value: String(each.step), text: line(each) }))];
    if (shown !== null && !kept.some(each => each.step === shown)) options.push({ value: String(shown), text: `step ${countText(shown)} (not kept)` });
    if (options.length !== select.options.length || options.some(({ value, text }, i) => select.options[i].value !== value || select.options[i].text !== text))
      select.replaceChildren(...options.map(({ value, text }) => make('option', '', text, { value })));
    select.value = shown === null ? '' : String(shown);
    back.disabled = beside(-1) === undefined;
    on.disabled = beside(1) === undefined;
    setText(part(root, 'step-kept'), kept.length === 0 ? '' : `${kept.length} kept`);
  };

  /** The next one that way; null is live, undefined is the end. */
  const beside = (by: number): number | null | undefined => {
    const steps = kept.map(each => each.step);
    if (shown === null) return by < 0 ? steps.at(-1) : undefined;
    const at = stopAt(steps, shown), to = by < 0 ? (steps[at] === shown ? at - 1 : at) : at + 1;
    return to < 0 ? undefined : to >= steps.length ? null : steps[to];
  };

  select.addEventListener('change', () => choose(select.value === '' ? null : Number(select.value)));
  select.addEventListener('focus', () => void ask());
  back.addEventListener('click', () => { const to = beside(-1); if (to !== undefined) choose(to); });
  on.addEventListener('click', () => { const to = beside(1); if (to !== undefined) choose(to); });

  return {
    refresh(nextRun, nextLive) {
      const other = nextRun !== run;
      if (other) { kept = []; asked = -Infinity; }
      run = nextRun;
      const ended = live && !nextLive;
      live = nextLive;
      clearTimeout(timer);
      const wait = other || ended ? 0 : refreshEvery - (performance.now() - asked);
      if (wait <= 0) void ask(); else timer = window.setTimeout(() => void ask(), wait);
      render();
    },
    show(step) { shown = step; render(); },
    near(step) { return nearestOf(kept.map(each => each.step), step); },
    dispose() { clearTimeout(timer); },
  };
}

/** The kept steps on either side of one; none when it is kept itself. */
export function nearestOf(steps: readonly number[], step: number): number[] {
  const at = stopAt(steps, step);
  return steps[at] === step ? [] : [steps[at], steps[at + 1]].filter(near => near !== undefined);
}
