// What Inspect looks at is published in one place, and panels ask there to look elsewhere.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Look, Scene } from './scene';

// Every test has the module as a page finds it: nobody leads, nobody listens.
let module: typeof import('./scene');
beforeEach(async () => {
  vi.resetModules();
  module = await import('./scene');
});
afterEach(() => vi.unstubAllGlobals());

const at = (token: number) => ({ token }) as Scene;

test('a listener that comes late is told at once', () => {
  const said: unknown[] = [];
  module.guideScene(() => {}).publish(at(7));
  module.onScene(scene => said.push(scene?.token));
  expect(said).toEqual([7]);
});

test('a page that leaves takes its scene along, and nothing looks elsewhere', () => {
  const asked: Look[] = [], lead = module.guideScene(look => asked.push(look));
  lead.publish(at(1));
  module.look({ token: 3 });
  lead.end();
  module.look({ token: 4 });
  expect([asked, module.sceneNow()]).toEqual([[{ token: 3 }], null]);
});

test('a page whose lead another took is not heard', () => {
  const old = module.guideScene(() => {}), next = module.guideScene(() => {});
  next.publish(at(2));
  old.publish(at(1));
  old.end();
  expect(module.sceneNow()).toEqual(at(2));
});

test('a panel that fails is reported, and the next one hears', () => {
  const said: unknown[] = [];
  vi.stubGlobal('reportError', (error: Error) => said.push(error.message));
  module.onScene(() => { throw new Error('broken'); });
  module.onScene(scene => said.push(scene?.token));
  module.guideScene(() => {}).publish(at(5));
  expect(said).toEqual(['broken', 5]);
});
