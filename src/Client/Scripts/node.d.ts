// What tests use of Node: they read files that other tests hold, too. Scripts themselves run in browsers alone.
declare module 'node:fs' {
  /** Paths are relative to src/Client, where vitest runs. */
  export function readFileSync(path: string): Uint8Array<ArrayBuffer>;
  export function readFileSync(path: string, encoding: 'utf8'): string;
}
