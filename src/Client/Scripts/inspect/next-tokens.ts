// What the model thinks comes next, as a few bars beside the tokens.
import type { Candidate } from '../contract';
import { make, resize, setText } from '../dom/element';
import { exact, threeDecimals } from '../words/number-format';
import { glyphOf } from '../words/token-glyph';

const most = 6;

/** Fills a list with the likeliest tokens, and says the first one's probability. */
export function nextTokens(list: HTMLElement, first: HTMLElement, candidates: readonly Candidate[]): void {
  const shown = candidates.slice(0, most);
  resize(list, shown.length, () => {
    const item = make('li', 'next-token');
    item.append(make('span', 'next-fill'), make('span', 'next-glyph'));
    return item;
  });
  shown.forEach((candidate, i) => {
    const item = list.children[i] as HTMLElement, glyph = glyphOf(candidate.text, '·'), [fill, name] = item.children;
    (fill as HTMLElement).style.transform = `scaleY(${candidate.probability})`;
    setText(name, glyph.text);
    item.classList.toggle('is-deep', candidate.probability > 0.5);
    item.title = `${glyph.name}: ${exact(candidate.probability)}`;
    item.setAttribute('aria-label', `${glyph.name}, ${threeDecimals(candidate.probability)}`);
  });
  setText(first, shown.length === 0 ? '' : `${glyphOf(shown[0].text, '·').text} ${threeDecimals(shown[0].probability)}`);
}
