// The branches of a text as a list of buttons, each under the one it grew from; arrow keys move, the one in view is marked.
import { make } from '../dom/element';
import { glyphOf, visible } from '../words/token-glyph';
import { drawingText } from './tokens';
import type { Branch, TextTree } from './tree';

const snippetLength = 28;

export interface BranchList { show(tree: TextTree, current: Branch | null): void }

export function branchList(list: HTMLElement, open: (branch: Branch) => void): BranchList {
  let buttons: { element: HTMLButtonElement; branch: Branch }[] = [], drawn = '';
  list.addEventListener('keydown', event => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const at = buttons.findIndex(button => button.element === document.activeElement);
    if (by === undefined || at < 0) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(buttons.length - 1, at + by))].element.focus();
  });
  return {
    show(tree, current) {
      const listed = tree.listed();
      // Rewritten only when something that it says is different: its text grows only while it is short.
      const state = listed.map(({ branch, depth }) => `${branch.id}/${depth}/${branch === current}/${Math.min(snippetLength + 1, branch.own.length)}`).join(' ');
      if (state === drawn) return;
      drawn = state;
      const focused = buttons.find(button => button.element === document.activeElement)?.branch;
      buttons = listed.map(({ branch, depth }) => {
        const element = make('button', 'gen-branch', '', { type: 'button' });
        element.style.setProperty('--depth', String(depth));
        if (branch === current) element.setAttribute('aria-current', 'true');
        element.append(make('span', 'gen-branch-cause', causeText(branch)), make('span', 'gen-branch-text', snippetOf(branch)));
        element.addEventListener('click', () => open(branch));
        return { element, branch };
      });
      list.replaceChildren(...buttons.map(({ element }) => { const item = make('li'); item.append(element); return item; }));
      buttons.find(button => button.branch === focused)?.element.focus({ preventScroll: true });
      const marked = list.querySelector<HTMLElement>('[aria-current]'); // brought into the list's sight without moving the page
      if (marked) list.scrollTop = Math.min(marked.offsetTop, Math.max(list.scrollTop, marked.offsetTop + marked.offsetHeight - list.clientHeight));
    },
  };
}

/** Why a branch is there, in a few words. */
export function causeText(branch: Branch): string {
  if (branch.cause.kind === 'start') return drawingText(branch.drawing);
  if (branch.cause.kind === 'force') return `at ${branch.from}: ${glyphOf(branch.own[0]?.text ?? branch.cause.text).text} forced`;
  return `from ${branch.from}: ${drawingText(branch.drawing)}`;
}

function snippetOf(branch: Branch): string {
  const text = branch.own.slice(0, snippetLength + 1).map(token => token.text).join('');
  return visible([...text].slice(0, snippetLength).join('')).replace(/\n/g, '') + ([...text].length > snippetLength ? '…' : '');
}
