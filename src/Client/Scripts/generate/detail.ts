// What stood behind one generated token: both its probabilities, the entropies, its candidates, and the attention row in every head.
import { paintStrip } from '../drawing/attention-image';
import type { Palette } from '../drawing/colour-scale';
import type { GeneratedToken, TokenCandidate } from '../contract';
import { part, setText } from '../dom/element';
import { headChoice } from './head-choice';
import { exact } from '../words/number-format';
import { glyphOf } from '../words/token-glyph';
import { candidateRows } from './candidates';
import { likelyTokens } from './likely';
import type { Drawing } from './tokens';

export interface DetailActions { choose(layer: number, head: number): void; force(candidate: TokenCandidate): void }

export interface TokenDetail {
  /** `seen` are the texts of the tokens that it saw, first to last. */
  show(token: GeneratedToken, view: { layer: number; head: number; live: boolean; vocabulary: number; drawing: Drawing; seen: readonly string[] }, palette: Palette): void;
}

const most = 5;

export function tokenDetail(root: HTMLElement, actions: DetailActions): TokenDetail {
  const strips = headChoice(part(root, 'strips'), { label: true, choose: actions.choose });
  const candidates = candidateRows(part(root, 'next'), actions.force), likely = likelyTokens(part(root, 'likely'), actions.force);
  return {
    show(token, { layer, head, live, vocabulary, drawing, seen }, palette) {
      const glyph = glyphOf(token.text), name = part(root, 'token-name');
      setText(name, glyph.text);
      name.title = glyph.name;
      setText(part(root, 'token-place'), `token ${token.index}${token.forced ? ', forced' : ''}${live ? ', the newest' : ''}`);
      setText(part(root, 'rank'), `${token.rank} of ${vocabulary}`);
      setText(part(root, 'own-probability'), exact(token.ownProbability));
      setText(part(root, 'own-log'), exact(token.ownLogProbability));
      setText(part(root, 'own-entropy'), exact(token.ownEntropy));
      setText(part(root, 'probability'), exact(token.probability));
      setText(part(root, 'log'), token.logProbability === null ? '−∞' : exact(token.logProbability));
      setText(part(root, 'entropy'), exact(token.entropy));
      const set = [`T ${drawing.temperature}`, drawing.topK > 0 ? `top-k ${drawing.topK}` : '', drawing.topP < 1 ? `top-p ${drawing.topP}` : ''].filter(Boolean).join(', ');
      setText(part(root, 'drawn-from'), set);
      setText(part(root, 'drawable'), token.drawable === vocabulary ? `All ${vocabulary} tokens could be drawn.` : `${token.drawable} of ${vocabulary} tokens could be drawn.`);
      const bound = Math.log(vocabulary);
      for (const [fill, value] of [['own-entropy-fill', token.ownEntropy], ['entropy-fill', token.entropy]] as const)
        part(root, fill).style.transform = `scaleX(${bound > 0 ? Math.min(1, value / bound) : 0})`;
      part(root, 'own-entropy').title = part(root, 'entropy').title = `at most ln ${vocabulary} = ${bound.toFixed(4)} nats, when every token is as likely`;
      candidates.show(token);
      likely(token);
      const { attention } = token, attends = (attention?.[0]?.length ?? 0) > 0;
      part(root, 'attention').hidden = !attends;
      if (!attends) return;
      const row = attention![layer]?.[head] ?? attention![0][0];
      setText(part(root, 'head-name'), `layer ${layer + 1}, head ${head + 1}`);
      setText(part(root, 'strongest'), strongestOf(row, seen).map(({ text, weight }) => `${text} ${weight.toFixed(4)}`).join('   '));
      strips.draw(attention!.length, attention![0].length, { layer, head }, (canvas, l, h) => paintStrip(canvas, attention![l][h], attention![l][h].length, palette));
    },
  };
}

/** The tokens that a row gives most to, as glyphs with their weights. */
export function strongestOf(row: readonly number[], seen: readonly string[]): { text: string; weight: number }[] {
  return row.map((weight, i) => ({ text: glyphOf(seen[i] ?? '').text, weight, i })).sort((a, b) => b.weight - a.weight || a.i - b.i).slice(0, most).map(({ text, weight }) => ({ text, weight }));
}
