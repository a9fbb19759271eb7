// Counts the interventions in force, whatever tab is open, and takes all of them back.
import { part, release, setText } from '../element';
import { look, onScene } from '../inspect/scene';
import type { Widget } from '../widget';
import { countOf, editsOf } from './edits';

export function initialize(root: HTMLElement): Widget<unknown> {
  const end = onScene(scene => {
    const count = scene ? countOf(editsOf(scene.edits)) : 0;
    root.hidden = count === 0;
    setText(part(root, 'count'), `${count} intervention${count === 1 ? '' : 's'} in force`);
  });
  part(root, 'clear').addEventListener('click', () => look({ edits: null }));
  release(root);
  return { update() {}, dispose: end };
}
