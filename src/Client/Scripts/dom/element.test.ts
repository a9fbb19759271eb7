// Controls wait until their script is there; one that cannot be pressed says why.
import { expect, test } from 'vitest';
import { bar, release } from './element';

type Listener = (event: unknown) => void;
const rootWith = (controls: { disabled: boolean }[], listeners: Listener[] = []) =>
  ({ querySelectorAll: (selector: string) => selector === '[data-waits]' ? controls : [], addEventListener: (_: string, listener: Listener) => listeners.push(listener) }) as unknown as HTMLElement;

test('controls that wait can be used once they are released', () => {
  const controls = [{ disabled: true }, { disabled: true }];
  release(rootWith(controls));
  expect(controls).toEqual([{ disabled: false }, { disabled: false }]);
});

test.each([[true, ['prevented', 'stopped']], [false, []]])('a click on a button that is barred (%j) gets no further: %j', (barred, done) => {
  const listeners: Listener[] = [], seen: string[] = [];
  release(rootWith([], listeners));
  listeners[0]({ target: { closest: () => barred ? {} : null }, preventDefault: () => seen.push('prevented'), stopImmediatePropagation: () => seen.push('stopped') });
  expect(seen).toEqual(done);
});

test('a barred button says why, and its own hint when it may be pressed again', () => {
  const attributes = new Map<string, string>(), button = {
    title: 'Goes on', dataset: {}, setAttribute: (name: string, value: string) => attributes.set(name, value), removeAttribute: (name: string) => attributes.delete(name),
  } as unknown as HTMLElement;
  bar(button, 'Nothing is written');
  expect([button.title, attributes.get('aria-disabled')]).toEqual(['Nothing is written', 'true']);
  bar(button, null);
  expect([button.title, attributes.has('aria-disabled')]).toEqual(['Goes on', false]);
});
