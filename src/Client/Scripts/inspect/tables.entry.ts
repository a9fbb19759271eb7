// The tables below Inspect: candidates, heads, and the weights of the head in view, for who cannot see the pictures or wants the digits.
import { candidateBars } from './candidate-bars';
import type { HeadHistory } from '../contract';
import { make, part, resize, setText } from '../dom/element';
import { headName, roleNames } from '../server/head-history';
import { followHistory } from '../server/head-history-source';
import type { Widget } from '../dom/widget';
import { factsOf } from './head-facts';
import { sameHead } from './head-set';
import { attends, type Inspection } from './inspection';
import { fillMatrix } from './matrix-table';
import { look, onScene, type Scene } from './scene';

interface TableTarget { run: string; live: boolean; attends: boolean }

const candidates = 12;

export function initialize(root: HTMLElement, target: TableTarget): Widget<TableTarget> {
  let scene: Scene | null = null, history: HeadHistory | null = null, filled: Inspection | null = null, frame = 0, endHistory = () => {};
  const heads = part(root, 'heads');

  const draw = () => { frame ||= requestAnimationFrame(() => { frame = 0; if (scene) fill(scene); }); };
  const fill = (now: Scene) => {
    if (filled !== now.inspection) candidateBars(part(root, 'next'), now.inspection.next.slice(0, candidates));
    filled = now.inspection;
    for (const section of heads.closest('.ins-tables')!.querySelectorAll<HTMLElement>('section:not(:first-child)')) section.hidden = !attends(now.inspection);
    if (!attends(now.inspection)) return;
    setText(part(root, 'head-name'), `layer ${now.layer + 1}, head ${now.head + 1}`);
    fillHeads(now);
    fillMatrix(part(root, 'matrix-rows'), part(root, 'matrix-note'), now);
  };
  const fillHeads = (now: Scene) => {
    const facts = factsOf(now.inspection, history);
    resize(heads, facts.length, () => {
      const row = make('tr'), name = make('th', '', '', { scope: 'row' });
      name.append(make('button', 'stage-link', '', { type: 'button' }));
      row.append(name, make('td'), make('td', 'num'));
      return row;
    });
    facts.forEach((head, i) => {
      const [name, role, entropy] = [...heads.children[i].children], button = name.firstElementChild as HTMLElement;
      setText(button, headName(head));
      button.dataset.head = `${head.layer}.${head.head}`;
      button.setAttribute('aria-pressed', String(sameHead(head, now)));
      setText(role, head.role ? roleNames[head.role] : 'not recorded');
      setText(entropy, head.entropy.toFixed(4));
    });
  };
  heads.addEventListener('click', event => {
    const [layer, head] = (event.target as Element).closest<HTMLElement>('[data-head]')?.dataset.head?.split('.').map(Number) ?? [];
    if (layer !== undefined) look({ layer, head });
  });

  const follow = ({ run, live, attends: has }: TableTarget) => {
    endHistory();
    history = null;
    endHistory = has ? followHistory(run, live, { history: next => { history = next; draw(); }, refused() { /* roles are then not shown */ } }) : () => {};
  };
  follow(target);
  let key: unknown[] = [];
  const endScene = onScene(next => {
    const now = [next?.inspection, next?.layer, next?.head];
    if (now.every((value, i) => value === key[i])) return; // hovering costs nothing here
    key = now;
    scene = next;
    draw();
  });
  return {
    update: follow,
    dispose() {
      endScene();
      endHistory();
      cancelAnimationFrame(frame);
    },
  };
}
