// What is known of the head in view: its role in the run, and what its weights on this prompt add up to.
import { make, resize, setText } from '../dom/element';
import { roleNames } from '../server/head-history';
import { exact, threeDecimals } from '../words/number-format';
import { strongest } from './inspection';
import type { Glyph } from '../words/token-glyph';
import { distance, evenness, type HeadFacts } from './head-facts';

/** Fills a definition list: role, largest key of the asking token, entropy, how far it looks. */
export function chosenFacts(list: HTMLElement, facts: HeadFacts | undefined, rows: readonly ArrayLike<number>[], token: number, glyphs: readonly Glyph[]): void {
  const row = rows[token], top = strongest(row), entropy = facts?.entropy ?? evenness(rows), far = distance(rows);
  const lines: [string, string, string][] = [
    ['Role', facts?.role ? (facts.role === 'none' ? 'none' : roleNames[facts.role]) : 'not recorded', 'By the rule under Head roles on Train, at the step looked at'],
    ['Largest key', `${glyphs[top].text} ${threeDecimals(row[top])}`, `${glyphs[top].name}, token ${top}: ${exact(row[top])}`],
    ['Entropy, even is 1', entropy.toFixed(2), `Mean over the rows of this prompt: ${entropy}`],
    ['Looks back', `${far.toFixed(1)} token${far.toFixed(1) === '1.0' ? '' : 's'}`, `Mean over the rows of this prompt: ${far}`],
  ];
  resize(list, lines.length, () => {
    const line = make('div');
    line.append(make('dt'), make('dd', 'num'));
    return line;
  });
  lines.forEach(([name, value, title], i) => {
    const line = list.children[i] as HTMLElement;
    setText(line.children[0], name);
    setText(line.children[1], value);
    line.title = title;
  });
}
