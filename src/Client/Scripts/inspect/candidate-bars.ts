// Candidates for the next token as a table of bars: rank, token, probability, logit.
import type { Candidate } from '../contract';
import { make, resize, setText } from '../dom/element';
import { digits, exact } from '../words/number-format';
import { glyphOf } from '../words/token-glyph';

/** Fills a tbody with one row a candidate; `chosen` marks the token that was drawn. */
export function candidateBars(body: HTMLElement, candidates: readonly Candidate[], chosen?: number): void {
  resize(body, candidates.length, () => {
    const row = make('tr', 'cand-row'), bar = make('td', 'cand-bar');
    bar.append(make('span', 'cand-fill'), make('span', 'cand-probability'));
    row.append(make('td', 'cand-rank'), make('th', 'cand-token', '', { scope: 'row' }), bar, make('td', 'cand-logit'));
    return row;
  });
  candidates.forEach((candidate, i) => {
    const row = body.children[i] as HTMLElement, glyph = glyphOf(candidate.text), bar = row.children[2];
    row.classList.toggle('is-chosen', candidate.id === chosen);
    setText(row.children[0], String(candidate.rank));
    setText(row.children[1], glyph.text);
    row.children[1].classList.toggle('is-special', glyph.special);
    row.children[1].setAttribute('title', glyph.name);
    row.children[1].setAttribute('aria-label', candidate.id === chosen ? `${glyph.name}, chosen` : glyph.name);
    (bar.children[0] as HTMLElement).style.transform = `scaleX(${candidate.probability})`;
    setText(bar.children[1], percent(candidate.probability));
    bar.children[1].setAttribute('title', exact(candidate.probability));
    setText(row.children[3], digits(candidate.logit));
  });
}

function percent(probability: number): string {
  const value = probability * 100;
  return value === 0 ? '0 %' : value < 0.01 ? '< 0.01 %' : `${value.toFixed(2)} %`;
}
