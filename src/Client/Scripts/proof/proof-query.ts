// Step 1: how x becomes q, with the sum behind one component of q spelled out.
import type { Palette } from '../drawing/colour-scale';
import { part, setText } from '../dom/element';
import { glyphOf } from '../words/token-glyph';
import { shown } from './float-text';
import type { ProofRow } from './proof-row';
import { componentUnder, limitOf, limitText, paintStrips, signedScale } from './signed-strip';

export interface ProofQuery {
  draw(row: ProofRow, palette: Palette, component: number): void;
}

export interface QueryEvents {
  /** A component of q is chosen. */
  choose(component: number): void;
  /** A channel of x is pointed at. */
  say(text: string | null): void;
}

/** Column d of W and what it makes of x, channel by channel [C]. */
export function productsOf(row: ProofRow, d: number): { column: Float32Array; products: Float32Array } {
  const column = row.x.map((_, c) => row.weight![c * row.size + d]);
  return { column, products: row.x.map((x, c) => x * column[c]) };
}

export function proofQuery(root: HTMLElement, events: QueryEvents): ProofQuery {
  const canvas = (name: string) => part<HTMLCanvasElement>(root, name), note = part(root, 'first-note'), sum = part(root, 'q-sum');
  let row: ProofRow | null = null, chosen = 0, channel = 0;

  const describe = (c: number) => {
    if (!row || row.x.length === 0) return;
    channel = c;
    const { column, products } = row.weight ? productsOf(row, chosen) : { column: null, products: null };
    events.say(column ? `channel ${c}: x ${shown(row.x[c])} × W[${c}, ${chosen}] ${shown(column[c])} = ${shown(products![c])}` : `channel ${c}: x ${shown(row.x[c])}`);
  };
  for (const name of ['x', 'w', 'xw']) {
    canvas(name).addEventListener('pointermove', event => { const c = row ? componentUnder(canvas(name), event.clientX, row.x.length) : null; if (c !== null) describe(c); });
    canvas(name).addEventListener('pointerleave', () => events.say(null));
  }
  canvas('x').addEventListener('keydown', event => {
    const next = row ? stepped(event.key, channel, row.x.length) : null;
    if (next === null) return;
    event.preventDefault();
    describe(next);
  });
  const q = canvas('q');
  const sayQuery = (d: number) => { if (row) events.say(`q[${d}] = ${shown(row.q[d])}`); };
  q.addEventListener('pointermove', event => { const d = row ? componentUnder(q, event.clientX, row.size) : null; if (d !== null) sayQuery(d); });
  q.addEventListener('pointerleave', () => events.say(null));
  q.addEventListener('click', event => { const d = row ? componentUnder(q, event.clientX, row.size) : null; if (d !== null) events.choose(d); });
  q.addEventListener('keydown', event => {
    const next = row ? stepped(event.key, chosen, row.size) : null;
    if (next === null) return;
    event.preventDefault();
    events.choose(next);
    sayQuery(next);
  });

  const strip = (name: string, numbers: Float32Array, palette: Palette, limit: number) => {
    paintStrips(canvas(name), numbers, numbers.length, 1, signedScale(palette, limit));
    setText(part(root, `${name}-limit`), limitText(limit));
  };
  return {
    draw(next, palette, component) {
      row = next;
      chosen = component;
      const glyph = glyphOf(row.tokens[row.token].text).text, C = row.x.length, D = row.size;
      part(root, 'first').hidden = row.average;
      if (row.average) return;
      for (const line of ['x-line']) part(root, line).hidden = C === 0;
      for (const line of ['w-line', 'xw-line']) part(root, line).hidden = row.weight === null;
      sum.hidden = row.weight === null;
      setText(note, row.weight
        ? `x [${C}] is what this layer was given for ${glyph}; W [${C} × ${D}] holds the head’s learned weights${row.bias ? `, b [${D}] its bias` : '; it has no bias'}. Component ${component} of q [${D}] is the sum of x times column ${component} of W${row.bias ? ', plus b' : ''}; choose another in q.`
        : `The example starts from queries and keys: q [${D}] of ${glyph} stands below, k [${D}] of every token in the table.`);
      if (C > 0) strip('x', row.x, palette, limitOf(row.x));
      strip('q', row.q, palette, limitOf(row.q));
      q.setAttribute('aria-label', `q, ${D} numbers; arrow keys choose a component, now ${component}: ${shown(row.q[component])}`);
      part(root, 'q-mark').style.cssText = `left: ${component / D * 100}%; width: ${100 / D}%`;
      if (!row.weight) return;
      canvas('x').setAttribute('aria-label', `x, ${C} numbers; arrow keys read them out`);
      const { column, products } = productsOf(row, component);
      setText(part(root, 'w-name'), `W[·, ${component}]`);
      strip('w', column, palette, limitOf(row.weight));
      strip('xw', products, palette, limitOf(products));
      canvas('w').setAttribute('aria-label', `Column ${component} of W, ${C} numbers`);
      canvas('xw').setAttribute('aria-label', `x times that column, ${C} numbers`);
      const most = products.reduce((best, value, c) => Math.abs(value) > Math.abs(products[best]) ? c : best, 0);
      setText(sum, `q[${component}] = Σ of ${C} products${row.bias ? ` + b[${component}] ${shown(row.bias[component])}` : ''} = ${shown(row.q[component])}; the largest of them: x[${most}] × W[${most}, ${component}] = ${shown(products[most])}`);
    },
  };
}

/** Where an arrow key leads among so many; null for another key. */
export function stepped(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowLeft': return Math.max(0, from - 1);
    case 'ArrowRight': return Math.min(count - 1, from + 1);
    case 'Home': return 0;
    case 'End': return count - 1;
    default: return null;
  }
}
