// The heads' history of each run on the page, asked for once for all who show it, and again while the run trains.
import type { HeadHistory } from '../contract';
import { refusal } from './refusal';

/** How often it is asked for while somebody looks on and the run trains, in ms. */
const refreshEvery = 3000;

export interface HistoryEvents { history(history: HeadHistory): void; refused(message: string): void }

interface Followed { listeners: Set<HistoryEvents>; live: boolean; timer: number; known?: HeadHistory }

const followed = new Map<string, Followed>();

/** Tells of a run's history as it grows; the answer ends it. */
export function followHistory(run: string, live: boolean, events: HistoryEvents): () => void {
  const entry = followed.get(run) ?? { listeners: new Set(), live, timer: 0 };
  followed.set(run, entry);
  entry.listeners.add(events);
  entry.live = live;
  if (entry.known) events.history(entry.known);
  clearTimeout(entry.timer);
  void ask(run, entry);
  return () => {
    entry.listeners.delete(events);
    if (entry.listeners.size > 0) return;
    clearTimeout(entry.timer);
    if (followed.get(run) === entry) followed.delete(run);
  };
}

async function ask(run: string, entry: Followed): Promise<void> {
  try {
    const response = await fetch(new URL(`api/runs/${encodeURIComponent(run)}/heads`, document.baseURI));
    if (!response.ok) throw new Error(await refusal(response));
    entry.known = await response.json() as HeadHistory;
    for (const listener of [...entry.listeners]) listener.history(entry.known);
  } catch (e) {
    const message = e instanceof TypeError ? 'The server does not answer. Trying again…' : e instanceof Error ? e.message : String(e);
    for (const listener of [...entry.listeners]) listener.refused(message);
  }
  clearTimeout(entry.timer);
  if (entry.live && entry.listeners.size > 0) entry.timer = window.setTimeout(() => void ask(run, entry), refreshEvery);
}
