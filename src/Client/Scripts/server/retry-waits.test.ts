// Attempts to reach the server again wait longer and longer, in the hub's connection and in the page's circuit.
import { afterEach, expect, test, vi } from 'vitest';
import { waitBefore } from './retry-waits';

afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); vi.resetModules(); });

test('waits are 0.5, 1, 2, 5 and then 10 seconds', () => expect([0, 1, 2, 3, 4, 5, 99].map(waitBefore)).toEqual([500, 1000, 2000, 5000, 10_000, 10_000, 10_000]));

test('a hub that cannot connect tries five times in the first nine seconds, not ten times at once', async () => {
  vi.useFakeTimers();
  vi.stubGlobal('document', { baseURI: 'http://lab/' });
  const start = vi.fn(() => Promise.reject(new Error('gone')));
  let policy: { nextRetryDelayInMilliseconds(context: { previousRetryCount: number }): number } | undefined;
  const built = { start, onreconnecting() {}, onreconnected() {}, onclose() {}, state: 'Disconnected' };
  vi.doMock('@microsoft/signalr', () => ({
    HubConnectionBuilder: class {
      withUrl() { return this; }
      withAutomaticReconnect(given: typeof policy) { policy = given; return this; }
      configureLogging() { return this; }
      build() { return built; }
    },
    HubConnectionState: { Connected: 'Connected' }, LogLevel: { Critical: 5 },
  }));
  const { onState } = await import('./hub');
  const states: string[] = [];
  onState(state => states.push(state));
  await vi.advanceTimersByTimeAsync(400);
  expect(start).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(8600);
  expect(start).toHaveBeenCalledTimes(5); // at 0, 0.5, 1.5, 3.5 and 8.5 s
  expect(states).toEqual(['connecting', 'reconnecting']);
  expect([0, 1, 2].map(previousRetryCount => policy!.nextRetryDelayInMilliseconds({ previousRetryCount }))).toEqual([500, 1000, 2000]);
});

test('the circuit is started with these waits, where the page leaves its start to the script', async () => {
  const start = vi.fn();
  vi.stubGlobal('document', { getElementById: () => null, querySelector: (selector: string) => selector === 'script[autostart="false"]' ? {} : null });
  vi.stubGlobal('Blazor', { start });
  await import('../shell/reconnect.entry');
  const { retryIntervalMilliseconds } = start.mock.calls[0][0].circuit.reconnectionOptions;
  expect([0, 1, 2, 3, 4, 9].map(retryIntervalMilliseconds)).toEqual([500, 1000, 2000, 5000, 10_000, 10_000]);
});
