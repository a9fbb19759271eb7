// The tree of texts: where branches grow, which are found again, where they cross, which seed is free.
import { beforeEach, describe, expect, test } from 'vitest';
import type { GeneratedToken } from '../contract';
import { TextTree, type Branch, type Cause } from './tree';

// Tokens a, b, c, ... with ids from 0, drawn by a seed.
const drawing = { step: null, temperature: 0.8, topK: 0, topP: 1, seed: 1 };
let tree: TextTree, root: Branch;
beforeEach(() => { tree = new TextTree(); root = grow(tree.start(drawing, 9), 'abcdef'); });

function grow(branch: Branch, text: string): Branch {
  const from = branch.from + branch.own.length;
  branch.own.push(...[...text].map((text, i) => ({ index: from + i, id: text.charCodeAt(0) - 97, text }) as GeneratedToken));
  return branch;
}
const textOf = (branch: Branch) => tree.line(branch).map(token => token.text).join('');
const force = (id: number): Cause => ({ kind: 'force', id, text: String.fromCharCode(97 + id) });
const fork = (from: number, id: number, parent = root) => tree.fork(parent, from, force(id), drawing, 5);

describe('a fork', () => {
  test('with a forced token keeps what stands before it', () => {
    const { branch } = fork(3, 23);
    grow(branch, 'xy');
    expect([textOf(branch), textOf(root)]).toEqual(['abcxy', 'abcdef']);
  });

  test('with the same token again is the branch that is there', () => {
    const first = fork(3, 23), second = fork(3, 23);
    expect([first.known, second.known]).toEqual([false, true]);
    expect(second.branch).toBe(first.branch);
  });

  test('at a branch’s first token goes another way than its parent', () => {
    const one = grow(fork(3, 23).branch, 'xy'), two = fork(3, 24, one).branch;
    expect([two.parent!.id, tree.listed().filter(line => line.depth === 1).length]).toEqual([0, 2]);
  });

  test('to the token that the parent has is the parent', () => {
    const one = grow(fork(3, 23).branch, 'xy'), back = fork(3, 3, one);
    expect(back.known).toBe(true);
    expect(back.branch).toBe(root);
  });
});

test('a dropped branch leaves the others their places', () => {
  const empty = fork(3, 23).branch;
  fork(3, 24);
  tree.drop(empty);
  fork(3, 25);
  expect(tree.listed().map(({ branch, depth }) => `${branch.id} ${depth}`)).toEqual(['0 0', '2 1', '3 1']);
});

test('where a text is there already, the next free seed is taken', () => {
  const first = tree.fresh(root, 3, drawing);
  grow(tree.fork(root, 3, { kind: 'draw' }, first, 5).branch, 'q');
  expect([first.seed, tree.fresh(root, 3, drawing).seed, tree.fresh(root, 3, { ...drawing, temperature: 1 }).seed, tree.fresh(root, 6, drawing).seed]).toEqual([2, 3, 1, 1]);
});

test('crossings of a text are where others leave it', () => {
  const one = grow(fork(2, 23).branch, 'xyz');
  grow(fork(4, 24).branch, 'y');
  grow(fork(3, 25, one).branch, 'z');
  expect([root, one].map(branch => [...tree.crossings(branch)].sort())).toEqual([[2, 4], [2, 3]]);
});
