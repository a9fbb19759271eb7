// Counts the interventions in force, whatever tab is open, says what could not be done, and takes all of them back.
import { part, release, setText } from '../dom/element';
import { look, onScene, type Scene } from '../inspect/scene';
import type { Widget } from '../dom/widget';
import { countOf, editsOf } from '../inspect/edits';
import { editsAt } from '../inspect/edits-address';
import { onEditsSaid, sayOfEdits } from './edits-said';

export function initialize(root: HTMLElement): Widget<unknown> {
  let scene: Scene | null = null, said = '';
  const draw = () => {
    const count = countOf(editsOf(scene ? scene.edits : editsAt(new URLSearchParams(location.search).get('edits')))); // those of an address are in force before anything is answered
    root.hidden = count === 0 && said === '';
    setText(part(root, 'count'), count === 0 ? '' : `${count} intervention${count === 1 ? '' : 's'} in force`);
    setText(part(root, 'said'), said);
    part(root, 'clear').hidden = count === 0;
  };
  const endScene = onScene(next => { if (next?.edits !== scene?.edits || !next !== !scene) { scene = next; draw(); } });
  const endSaid = onEditsSaid(message => { said = message; draw(); });
  part(root, 'clear').addEventListener('click', () => { sayOfEdits(''); look({ edits: null }); });
  release(root);
  draw();
  return { update() {}, dispose() { endScene(); endSaid(); } };
}
