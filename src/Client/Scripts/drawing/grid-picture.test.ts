// The picture of all heads as vectors: every visible cell once, in its colour.
import { expect, test } from 'vitest';
import type { Frame } from '../server/frame';
import { gridDrawing } from './grid-picture';

interface Element { name: string; attributes: Record<string, string>; children: Element[]; text: string }

/** 2 heads of 3 tokens: row t of the first is even, the second looks at its own token alone. */
const frame: Frame = {
  step: 7, layers: 1, heads: 2, tokens: 3, firstLayer: 1, firstHead: 0, masked: true, cellsPerHead: 6,
  maxima: Float32Array.of(1, 0.5, 0.25, 1, 1, 1), cells: Uint8Array.of(255, 255, 255, 255, 255, 255, 255, 0, 255, 0, 0, 255),
};
const drawing = parsed(gridDrawing(frame, { packed: Uint32Array.from({ length: 256 }, (_, i) => i), masked: 'gray', ink: 'black', panel: 'white', relative: false }));
const heads = of(drawing, 'g').filter(group => group.attributes.transform !== undefined);
const strokes = (head: number) => of(heads[head], 'path').map(({ attributes }) => `${attributes.stroke} ${attributes.d}`);

test('even rows are one stroke each, in the colour of the root of the weight', () => expect(strokes(0)).toEqual(['#ff0000 M0 0.5h1', '#b40000 M0 1.5h2', '#800000 M0 2.5h3']));

test('one that looks at its own token alone has weight and zero in a path each', () => expect(strokes(1)).toEqual(['#ff0000 M0 0.5h1M1 1.5h1M2 2.5h1', '#000000 M0 1.5h1M0 2.5h2']));

test('layers, heads and step are named', () => {
  expect(of(drawing, 'text').map(name => name.text)).toEqual(['head 1', 'head 2', 'layer 2']);
  expect(of(drawing, 'title').map(title => title.text)).toEqual(['Attention of all heads at step 7']);
});

test('heads stand beside each other inside the picture', () => {
  const lefts = heads.map(head => Number(/translate\((\S+) /.exec(head.attributes.transform)![1])), side = 85 * 3; // 256 / 3 whole pixels a cell
  expect(lefts[1] - lefts[0]).toBeGreaterThan(side);
  expect(Number(drawing.attributes.width)).toBeGreaterThanOrEqual(lefts[1] + side);
});

function of(element: Element, name: string): Element[] {
  return element.children.flatMap(child => [...child.name === name ? [child] : [], ...of(child, name)]);
}

/** Reads XML as strictly as this drawing needs: every element closed, every attribute quoted. */
function parsed(xml: string): Element {
  const open: Element[] = [{ name: '', attributes: {}, children: [], text: '' }], piece = /<(?<close>\/?)(?<name>\w+)(?<attributes>(?: [\w-]+="[^"<]*")*)(?<end>\/?)>|(?<text>[^<>]+)/y;
  while (piece.lastIndex < xml.length) {
    const at = piece.lastIndex, { close, name, attributes, end, text } = piece.exec(xml)?.groups ?? {};
    if (text !== undefined) open[0].text += text;
    else if (name === undefined) throw new Error(`No XML from ${xml.slice(at, at + 40)}`);
    else if (close) { if (open.shift()?.name !== name) throw new Error(`<${name}> is closed where it is not open.`); }
    else {
      const element = { name, attributes: Object.fromEntries([...attributes.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value])), children: [], text: '' };
      open[0].children.push(element);
      if (!end) open.unshift(element);
    }
  }
  if (open.length !== 1 || open[0].children.length !== 1) throw new Error('One element is the drawing, and it is closed.');
  return open[0].children[0];
}
