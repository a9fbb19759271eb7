// Runs and their kept steps, for the choices of whose weights write.
import type { KeptCheckpoint, RunInfo } from '../contract';
import { make } from '../dom/element';
import { refusal } from '../server/refusal';
import { countText, lossText } from '../words/number-text';

async function ask<T>(path: string): Promise<T> {
  const response = await fetch(new URL(path, document.baseURI));
  if (!response.ok) throw new Error(await refusal(response));
  return await response.json() as T;
}

/** All runs, newest first. */
export const runs = () => ask<RunInfo[]>('api/runs');

/** The steps whose weights are kept, oldest first. */
export const keptSteps = (run: string) => ask<KeptCheckpoint[]>(`api/runs/${encodeURIComponent(run)}/checkpoints`);

/** Fills a choice of steps, newest kept step first, and keeps what is chosen, also a step that is not kept any more. */
export function fillSteps(select: HTMLSelectElement, first: readonly (readonly [value: string, label: string])[], kept: readonly KeptCheckpoint[], chosen: string): void {
  const options = [...first.map(([value, label]) => make('option', '', label, { value }))];
  for (const { step, valLoss, best } of [...kept].reverse())
    options.push(make('option', '', `step ${countText(step)}${valLoss === null ? '' : `, val ${lossText(valLoss)}`}${best ? ', best' : ''}`, { value: String(step) }));
  if (!options.some(option => option.value === chosen)) options.push(make('option', '', `step ${chosen}, not kept`, { value: chosen }));
  select.replaceChildren(...options);
  select.value = chosen;
}
