// How long to wait before asking a server again that does not answer: 0.5, 1, 2, 5, then 10 seconds.

const waits = [500, 1000, 2000, 5000, 10_000];

/** Milliseconds before an attempt; `failed` attempts went before it. */
export const waitBefore = (failed: number): number => waits[Math.min(Math.max(0, failed), waits.length - 1)];
