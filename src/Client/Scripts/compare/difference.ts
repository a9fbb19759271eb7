// What POST /api/attention/difference answers, and asking for it.
import type { AttentionDifference, DifferenceRequest } from '../contract';
import { refusal } from '../server/refusal';

/** A head of a run, as Razor gives it. */
export interface CaptureChoice { run: string; step: number | null; layer: number; head: number }

/** A's head minus B's. Throws a message for people, or an AbortError. */
export async function askDifference(a: CaptureChoice, b: CaptureChoice, prompt: string | null, signal: AbortSignal): Promise<AttentionDifference> {
  const choice = ({ run, step, layer, head }: CaptureChoice) => ({ run, step: step ?? undefined, layer, head });
  const response = await fetch(new URL('api/attention/difference', document.baseURI), {
    method: 'POST', headers: { 'content-type': 'application/json' }, signal,
    body: JSON.stringify({ a: choice(a), b: choice(b), prompt: prompt ?? undefined } satisfies DifferenceRequest),
  });
  if (!response.ok) throw new Error(await refusal(response));
  return await response.json() as AttentionDifference;
}
