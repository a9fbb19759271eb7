// Which tokens are written along a side of the enlarged head, and where: all where they fit, else the marked one with its neighbours.

/** What a letter in mono 13 px needs; a twentieth of a pixel less is not seen. */
const letter = 7.75;

export interface AxisLabel {
  readonly index: number;
  /** Centre, in pixels from the first token's edge. */
  readonly at: number;
}

const neighbours = 2;

const widthOf = (text: string) => [...text].length * 7.8 + ([...text].length > 1 ? 6 : 1); // longer tokens stand apart

/** Whether every token has room for its text. */
export const allFit = (texts: readonly string[], pitch: number): boolean => pitch >= letter * Math.max(1, ...texts.map(text => [...text].length));

/** Labels along one side. With room for all, each stands at its token; else the marked one stands at its token and its neighbours close to it, as running text. */
export function axisLabels(texts: readonly string[], pitch: number, marked: number | null): AxisLabel[] {
  const centre = (index: number) => (index + 0.5) * pitch;
  if (allFit(texts, pitch)) return texts.map((_, index) => ({ index, at: centre(index) }));
  if (marked === null || marked < 0 || marked >= texts.length) return [];
  const labels: AxisLabel[] = [{ index: marked, at: centre(marked) }];
  for (const way of [-1, 1]) {
    let edge = centre(marked) + way * Math.max(pitch, widthOf(texts[marked])) / 2;
    for (let away = 1; away <= neighbours; away++) {
      const index = marked + way * away;
      if (index < 0 || index >= texts.length) break;
      const width = Math.max(pitch, widthOf(texts[index]));
      labels.push({ index, at: edge + way * width / 2 });
      edge += way * width;
    }
  }
  return inside(labels.sort((a, b) => a.index - b.index), marked, texts, texts.length * pitch);
}

// Moved as a whole into the side where it fits; else the marked one is, and neighbours without room are left out.
function inside(labels: AxisLabel[], marked: number, texts: readonly string[], length: number): AxisLabel[] {
  const start = (label: AxisLabel) => label.at - widthOf(texts[label.index]) / 2, end = (label: AxisLabel) => label.at + widthOf(texts[label.index]) / 2;
  const move = (first: AxisLabel, last: AxisLabel) => start(first) < 0 ? -start(first) : Math.min(0, length - end(last));
  const first = labels[0], last = labels.at(-1)!, self = labels.find(label => label.index === marked)!;
  const by = end(last) - start(first) <= length ? move(first, last) : move(self, self);
  return labels.map(label => ({ ...label, at: label.at + by })).filter(label => label.index === marked || (start(label) >= -0.5 && end(label) <= length + 0.5));
}
