// The likeliest tokens at a place as bars: what was drawn from, and a press that writes another one instead.
import type { GeneratedToken, TokenCandidate } from '../contract';
import { make, resize, setText } from '../dom/element';
import { exact } from '../words/number-format';
import { glyphOf } from '../words/token-glyph';
import { percent } from './candidates';

const most = 6;

/** The likeliest first; the written one is always among them. */
export function likeliest(token: GeneratedToken): (TokenCandidate | GeneratedToken)[] {
  const first = token.candidates.slice(0, most);
  return first.some(candidate => candidate.id === token.id) ? first : [...first.slice(0, most - 1), token];
}

export function likelyTokens(list: HTMLElement, force: (candidate: TokenCandidate) => void): (token: GeneratedToken) => void {
  let shown: (TokenCandidate | GeneratedToken)[] = [];
  list.addEventListener('click', event => {
    const candidate = shown[[...list.children].indexOf((event.target as Element).closest('li')!)];
    if (candidate) force(candidate);
  });
  return token => {
    shown = likeliest(token);
    resize(list, shown.length, () => {
      const item = make('li'), button = make('button', 'likely', '', { type: 'button' }), bar = make('span', 'likely-bar');
      bar.append(make('span'));
      button.append(make('span', 'likely-glyph'), bar, make('span', 'likely-share num'));
      item.append(button);
      return item;
    });
    shown.forEach((candidate, i) => {
      const button = list.children[i].firstElementChild as HTMLElement, [name, bar, share] = [...button.children], glyph = glyphOf(candidate.text), written = candidate.id === token.id;
      setText(name, glyph.text);
      (bar.firstElementChild as HTMLElement).style.transform = `scaleX(${candidate.probability})`;
      setText(share, candidate.logProbability === null ? 'left out' : percent(candidate.probability));
      button.classList.toggle('is-written', written);
      button.title = `${written ? `${glyph.name} was ${token.forced ? 'forced' : 'drawn'} here` : `Write ${glyph.name} here instead`}: ${exact(candidate.probability)}`;
      button.setAttribute('aria-label', `${written ? '' : 'Write '}${glyph.name}${written ? `, ${token.forced ? 'forced' : 'drawn'}` : ' instead'}, ${percent(candidate.probability)}`);
    });
  };
}
