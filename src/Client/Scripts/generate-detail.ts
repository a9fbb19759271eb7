// What stood behind one generated token: its probability, the entropy, its candidates, and the attention row in every head.
import { paintStrip } from './attention-image';
import { candidateBars } from './candidate-bars';
import type { Palette } from './colour-scale';
import { part, setText } from './element';
import { rankOf, type GeneratedToken } from './generation';
import { headChoice } from './head-choice';
import { exact } from './number-format';
import { glyphOf } from './token-glyph';

export interface TokenDetail {
  show(token: GeneratedToken, chosen: { layer: number; head: number }, live: boolean, palette: Palette): void;
}

export function tokenDetail(root: HTMLElement, vocabulary: () => number, choose: (layer: number, head: number) => void): TokenDetail {
  const strips = headChoice(part(root, 'strips'), { label: true, choose });
  return {
    show(token, chosen, live, palette) {
      const glyph = glyphOf(token.text), rank = rankOf(token), most = Math.log(vocabulary());
      const name = part(root, 'token-name');
      setText(name, glyph.text);
      name.title = glyph.name;
      setText(part(root, 'token-place'), `token ${token.index}${live ? ', the newest' : ''}`);
      setText(part(root, 'probability'), exact(token.probability));
      setText(part(root, 'rank'), rank === null ? `below ${token.candidates.length}` : String(rank));
      setText(part(root, 'entropy'), `${exact(token.entropy)} nats`);
      part(root, 'entropy').title = `at most ln ${vocabulary()} = ${most.toFixed(4)} nats, when every token is as likely`;
      part(root, 'entropy-fill').style.transform = `scaleX(${Math.min(1, token.entropy / most)})`;
      candidateBars(part(root, 'next'), token.candidates.slice(0, 10), token.id);
      setText(part(root, 'absent'), rank === null ? `${glyph.text} was drawn although it is not among the likeliest ${token.candidates.length}.` : '');
      const { attention } = token;
      part(root, 'attention').hidden = !attention?.[0];
      if (!attention?.[0]) return;
      setText(part(root, 'head-name'), `layer ${chosen.layer + 1}, head ${chosen.head + 1}`);
      strips.draw(attention.length, attention[0].length, chosen, (canvas, layer, head) =>
        paintStrip(canvas, attention[layer][head], attention[layer][head].length, palette));
    },
  };
}
