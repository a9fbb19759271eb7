// The candidates at one place of the text: what the model thought, what drawing made of it, and a button each to force it.
import type { GeneratedToken, TokenCandidate } from '../contract';
import { make, setText } from '../dom/element';
import { digits } from '../words/number-format';
import { glyphOf } from '../words/token-glyph';

/** Most candidates that come with a token, and the written one where it is not among them. */
export const rows = 11;

export interface CandidateRows { show(token: GeneratedToken | null): void }

export function candidateRows(body: HTMLElement, force: (candidate: TokenCandidate) => void): CandidateRows {
  let shown: TokenCandidate[] = [];
  for (let i = 0; i < rows; i++) {
    const row = make('tr', 'gen-cand-row'), token = make('th', 'gen-cand-token', '', { scope: 'row' }), bar = make('td', 'gen-cand-bar');
    token.append(make('button', 'gen-cand-force', '', { type: 'button' }));
    bar.append(make('span', 'gen-cand-fill'), make('span', 'gen-cand-share'));
    row.append(make('td', 'gen-cand-rank'), token, make('td', 'gen-cand-own'), make('td', 'gen-cand-log'), bar, make('td', 'gen-cand-log'));
    row.hidden = true;
    body.append(row);
  }
  // The whole row answers, wherever it is clicked.
  body.addEventListener('click', event => {
    const row = (event.target as Element).closest('tr');
    const candidate = row ? shown[[...body.children].indexOf(row)] : undefined;
    if (candidate) force(candidate);
  });

  return {
    show(token) {
      const listed = token?.candidates.slice(0, rows - 1) ?? [];
      shown = token && !listed.some(candidate => candidate.id === token.id) ? [...listed, token] : listed;
      [...body.children].forEach((element, i) => {
        const row = element as HTMLElement, candidate = shown[i];
        row.hidden = !candidate;
        if (candidate) fill(row, candidate, token!);
      });
    },
  };
}

function fill(row: HTMLElement, candidate: TokenCandidate, token: GeneratedToken): void {
  const [rank, name, own, ownLog, bar, log] = [...row.children] as HTMLElement[], button = name.firstElementChild as HTMLElement;
  const glyph = glyphOf(candidate.text), written = candidate.id === token.id, left = candidate.logProbability === null;
  row.classList.toggle('is-chosen', written);
  row.classList.toggle('is-left-out', left);
  setText(rank, String(candidate.rank));
  setText(button, glyph.text);
  button.setAttribute('aria-label', written ? `${glyph.name}, ${token.forced ? 'forced' : 'drawn'}` : `Force ${glyph.name}`);
  row.title = written ? `${glyph.name}: ${token.forced ? 'forced' : 'drawn'} here` : `Write ${glyph.name} here instead, as a branch`;
  setText(own, percent(candidate.ownProbability));
  own.title = `logit ${digits(candidate.logit)}`;
  setText(ownLog, candidate.ownLogProbability.toFixed(3).replace('-', '−'));
  (bar.children[0] as HTMLElement).style.transform = `scaleX(${candidate.probability})`;
  setText(bar.children[1], left ? 'left out' : percent(candidate.probability));
  setText(log, candidate.logProbability === null ? '−∞' : candidate.logProbability.toFixed(3).replace('-', '−'));
}

/** A probability as at most seven characters. */
export function percent(probability: number): string {
  const value = probability * 100;
  return value === 0 ? '0 %' : value < 0.01 ? '< 0.01 %' : `${value.toFixed(2)} %`;
}
