// The page's one connection to /hubs/lab, and streams over it that survive a reconnect.
import { HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel, type ISubscription } from '@microsoft/signalr';
import { waitBefore } from './retry-waits';

export type HubState = 'connecting' | 'connected' | 'reconnecting';

/** A server-to-client stream. `args` is asked again after every reconnect, so that it can name where to go on. */
export interface StreamRequest<T> {
  method: string;
  args: () => unknown[];
  next: (item: T) => void;
  /** The server ended the stream by itself. */
  complete?: () => void;
  /** The server refused; the message is for people. */
  error?: (message: string) => void;
}

let shared: HubConnection | undefined;
let state: HubState = 'connecting';
const listeners = new Set<(state: HubState) => void>();
const streams = new Set<OpenStream>();

interface OpenStream { open(connection: HubConnection): void; close(): void }

function change(next: HubState): void {
  if (state === next) return;
  state = next;
  for (const listener of [...listeners]) listener(next);
}

function connection(): HubConnection {
  if (shared) return shared;
  const made = new HubConnectionBuilder()
    .withUrl(new URL('hubs/lab', document.baseURI).href)
    .withAutomaticReconnect({ nextRetryDelayInMilliseconds: c => waitBefore(c.previousRetryCount) })
    .configureLogging(LogLevel.Critical)
    .build();
  made.onreconnecting(() => change('reconnecting'));
  made.onreconnected(() => opened(made));
  made.onclose(() => { change('reconnecting'); void start(made, 0); });
  shared = made;
  void start(made, 0);
  return made;
}

function opened(made: HubConnection): void {
  change('connected');
  for (const stream of [...streams]) stream.open(made);
}

async function start(made: HubConnection, attempt: number): Promise<void> {
  try {
    await made.start();
    opened(made);
  } catch {
    if (attempt > 0) change('reconnecting');
    setTimeout(() => void start(made, attempt + 1), waitBefore(attempt));
  }
}

/** Calls back at once and on every change of the connection's state; the answer ends it. */
export function onState(listener: (state: HubState) => void): () => void {
  connection();
  listeners.add(listener);
  listener(state);
  return () => listeners.delete(listener);
}

/** Opens a stream, now or as soon as there is a connection, and again after each reconnect; the answer ends it. */
export function stream<T>(request: StreamRequest<T>): () => void {
  let subscription: ISubscription<T> | undefined, over = false, generation = 0;
  const entry: OpenStream = {
    open(made) {
      const mine = ++generation;
      // A stream that broke with its connection is opened again; every other end is final.
      // The connection's state changes only after its streams were told, hence the microtask.
      const end = (tell: () => void) => queueMicrotask(() => {
        if (over || mine !== generation || made.state !== HubConnectionState.Connected) return;
        over = true;
        streams.delete(entry);
        tell();
      });
      subscription = made.stream<T>(request.method, ...request.args()).subscribe({
        next: item => { if (!over && mine === generation) request.next(item); },
        complete: () => end(() => request.complete?.()),
        error: (e: Error) => end(() => request.error?.(readable(e))),
      });
    },
    close() {
      over = true;
      streams.delete(entry);
      try { subscription?.dispose(); } catch { /* the connection is gone, and the stream with it */ }
    },
  };
  streams.add(entry);
  const made = connection();
  if (made.state === HubConnectionState.Connected) entry.open(made);
  return () => entry.close();
}

/** Calls a hub method that answers nothing; dropped while there is no connection. */
export function send(method: string, ...args: unknown[]): void {
  const made = connection();
  if (made.state === HubConnectionState.Connected) void made.send(method, ...args).catch(() => undefined);
}

// SignalR wraps a HubException: "An unexpected error occurred invoking 'X' on the server. HubException: <message>".
function readable(e: Error): string {
  const at = e.message.indexOf('HubException: ');
  return at < 0 ? e.message : e.message.slice(at + 'HubException: '.length);
}
