// Controls wait until their script is there.
import { expect, test } from 'vitest';
import { release } from './element';

test('controls that wait can be used once they are released', () => {
  const asked: string[] = [], controls = [{ disabled: true }, { disabled: true }];
  release({ querySelectorAll: (selector: string) => { asked.push(selector); return controls; } } as unknown as HTMLElement);
  expect(asked).toEqual(['[data-waits]']);
  expect(controls).toEqual([{ disabled: false }, { disabled: false }]);
});
