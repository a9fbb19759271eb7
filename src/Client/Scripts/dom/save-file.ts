// Hands a file that the page made to the browser, to be saved.
import { make } from './element';

export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  make('a', '', '', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** What is painted on a canvas, as a PNG. */
export function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((done, failed) => canvas.toBlob(blob => blob ? done(blob) : failed(new Error('The browser made no picture.')), 'image/png'));
}
