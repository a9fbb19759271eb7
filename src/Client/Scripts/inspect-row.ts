// The arithmetic behind one row as a table: q.k, divided, masked, exponential, weight, one line a key, with the sums below.
import { cssColour, type Palette } from './colour-scale';
import { make, part, resize, setText } from './element';
import { largestDifference, softmax } from './inspect-softmax';
import { rowOf, type HeadInspection, type Inspection } from './inspection';
import type { Scene } from './scene';
import { digits, exact } from './number-format';
import { glyphOf } from './token-glyph';

export interface RowTable { draw(scene: Scene, palette: Palette): void }

interface Figures { max: number; exp: number[]; sum: number; source: string }

export function rowTable(root: HTMLElement, point: (key: number | null) => void): RowTable {
  const body = part(root, 'row-body'), title = part(root, 'row-title'), note = part(root, 'row-note');
  const divisor = part(root, 'row-divisor'), sumExp = part(root, 'row-sum-exp'), sumWeights = part(root, 'row-sum-weights'), max = part(root, 'row-max');
  const scroller = body.closest<HTMLElement>('.ins-row-scroll')!;
  let shown = -1;
  const keyOf = (event: Event) => {
    const row = (event.target as Element).closest('tr');
    return row ? [...body.children].indexOf(row) : -1;
  };
  // Not pointerover: that also fires when lines change under a resting pointer.
  body.addEventListener('pointermove', event => { const key = keyOf(event); point(key < 0 ? null : key); });
  body.addEventListener('pointerleave', () => point(null));

  return {
    draw(scene, palette) {
      const { inspection, token } = scene, weights = Array.from(rowOf(scene)), scaled = Array.from(inspection.affinities[scene.layer]?.[scene.head]?.[token] ?? []);
      const head = headOf(inspection, scene.layer, scene.head), figures = figuresOf(scene, scaled, weights);
      const glyph = glyphOf(inspection.tokens[token].text);
      setText(title, `${glyph.text} at ${token}`);
      title.setAttribute('title', glyph.name);
      setText(divisor, head ? (head.divisor === 1 ? '÷ 1' : `÷ ${trimmed(head.divisor)}`) : '÷ √D');
      setText(note, noteOf(head, figures, inspection));
      setText(max, figures ? digits(figures.max) : '…');
      setText(sumExp, figures ? digits(figures.sum) : '…');
      setText(sumWeights, digits(weights.reduce((total, weight) => total + weight, 0)));

      resize(body, inspection.tokens.length, () => {
        const row = make('tr');
        row.append(make('th', 'row-key', '', { scope: 'row' }), ...Array.from({ length: 4 }, () => make('td')), make('td', 'row-weight'));
        row.children[0].append(make('span', 'row-glyph'), make('span', 'row-index'));
        return row;
      });
      inspection.tokens.forEach((other, key) => {
        const row = body.children[key] as HTMLElement, [name, raw, divided, mask, exponential, weight] = [...row.children] as HTMLElement[];
        const masked = weights[key] === undefined, sign = glyphOf(other.text);
        row.classList.toggle('is-masked', masked);
        row.classList.toggle('is-key', scene.cell?.query === token && scene.cell.key === key);
        row.classList.toggle('is-querying', key === token);
        setText(name.children[0], sign.text);
        name.children[0].classList.toggle('is-special', sign.special);
        setText(name.children[1], String(key));
        name.setAttribute('aria-label', `${sign.name}, token ${key}`);
        setText(raw, head ? digits(head.raw[token][key]) : '…');
        setText(divided, head ? digits(head.scaled[token][key]) : masked ? '…' : digits(scaled[key]));
        setText(mask, masked ? '−∞' : '0');
        setText(exponential, masked ? '0' : figures ? digits(figures.exp[key]) : '…');
        setText(weight, masked ? '0' : digits(weights[key]));
        weight.title = masked ? 'masked: the future' : exact(weights[key]);
        weight.style.setProperty('--tint', masked ? 'transparent' : cssColour(palette, weights[key]));
      });
      if (shown === token || scroller.matches(':hover, :focus')) return;
      shown = token; // the newest keys, which most heads look at, come into view with the masked ones below them
      const own = body.children[token] as HTMLElement;
      scroller.scrollTop = own.offsetTop + own.offsetHeight * 4 - scroller.clientHeight;
    },
  };
}

/** The head's full arithmetic if the answer holds that of the head in view. */
function headOf(inspection: Inspection, layer: number, head: number): HeadInspection | null {
  const answer = inspection.head;
  return answer && answer.layer === layer && answer.head === head ? answer : null;
}

// The model's own row where the answer holds it; else worked out here, and said so.
function figuresOf(scene: Scene, scaled: readonly number[], weights: readonly number[]): Figures | null {
  const { row } = scene.inspection;
  if (scaled.length !== weights.length) return null;
  const here = softmax(scaled), difference = largestDifference(here.weights, weights).toExponential(1).replace('-', '−');
  if (row && row.layer === scene.layer && row.head === scene.head && row.token === scene.token)
    return { max: row.max, exp: row.exp, sum: row.sum, source: `Every figure is the model’s own. Recomputed here, the weights differ by at most ${difference}.` };
  return { ...here, source: `Maximum, exponentials and sum recomputed here; largest difference to the model’s weights: ${difference}.` };
}

function noteOf(head: HeadInspection | null, figures: Figures | null, inspection: Inspection): string {
  if (!figures) return 'This head has no affinities to show: its weights are fixed.';
  const width = head?.query[0]?.length, size = head && width ? (head.divisor === 1 ? `D = ${width}, not scaled. ` : `D = ${width}, √D = ${trimmed(head.divisor)}. `) : '';
  const even = head?.raw.every(row => row.every(affinity => affinity === 0)) ? 'Every affinity of this head is 0, so that every visible token gets the same weight. ' : '';
  return `${even || size}${figures.source} Weights of step ${inspection.step}.`;
}

function trimmed(value: number): string { return String(Number(value.toPrecision(6))); }
