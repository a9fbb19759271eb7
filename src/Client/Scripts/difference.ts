// What POST /api/attention/difference answers (Contracts/Comparison.cs), and asking for it.
import { refusal } from './inspect-source';

export interface CaptureChoice { run: string; step: number | null; layer: number; head: number }

export interface ComparedHead { run: string; name: string; step: number; layer: number; head: number; weights: number[][] }

export interface CellDifference { query: number; key: number; a: number; b: number; difference: number }

export interface Difference {
  a: ComparedHead;
  b: ComparedHead;
  tokens: string[];
  dropped: number;
  masked: boolean;
  /** A's weights minus B's [query][key]. */
  difference: number[][];
  rowSums: number[];
  largest: CellDifference[];
  moved: number;
}

/** A's head minus B's. Throws a message for people, or an AbortError. */
export async function askDifference(a: CaptureChoice, b: CaptureChoice, prompt: string | null, signal: AbortSignal): Promise<Difference> {
  const choice = ({ run, step, layer, head }: CaptureChoice) => ({ run, step: step ?? undefined, layer, head });
  const response = await fetch(new URL('api/attention/difference', document.baseURI), {
    method: 'POST', headers: { 'content-type': 'application/json' }, signal,
    body: JSON.stringify({ a: choice(a), b: choice(b), prompt: prompt ?? undefined }),
  });
  if (!response.ok) throw new Error(await refusal(response));
  return await response.json() as Difference;
}
