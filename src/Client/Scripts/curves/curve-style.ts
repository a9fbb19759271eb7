// How curves of several runs are told apart: by colour, safe for colour-blind people in both themes, and by dash.

/** Most curves in one chart: as many as there are colours (--lab-curve-1 .. 8 in app.css). */
export const mostCurves = 8;

const dashes: readonly (readonly number[])[] = [[], [9, 4], [2, 3], [12, 4, 2, 4], [5, 3], [16, 5], [7, 3, 2, 3, 2, 3], [1.5, 5]];

/** Dash of a curve in pixels; empty for a whole line. */
export const dashOf = (index: number): number[] => [...dashes[index % mostCurves]];

/** CSS variable of a curve's colour. */
export const colourVariable = (index: number) => `--lab-curve-${index % mostCurves + 1}`;

/** A curve's line as it looks in the chart, for legends: 34 by 12 pixels; with a point where the curve has points. */
export function curveSwatch(index: number, pointed = false, dash = index): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg', svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 34 12');
  svg.setAttribute('class', 'curve-swatch');
  svg.setAttribute('aria-hidden', 'true');
  svg.style.color = `var(${colourVariable(index)})`;
  const line = document.createElementNS(space, 'line');
  for (const [name, value] of Object.entries({ x1: '1', x2: '33', y1: '6', y2: '6', stroke: 'currentColor', 'stroke-width': '2.5', 'stroke-dasharray': dashOf(dash).join(' ') }))
    line.setAttribute(name, value);
  svg.append(line);
  if (pointed) {
    const point = document.createElementNS(space, 'circle');
    for (const [name, value] of Object.entries({ cx: '17', cy: '6', r: '3.2', fill: 'var(--lab-panel)', stroke: 'currentColor', 'stroke-width': '1.5' })) point.setAttribute(name, value);
    svg.append(point);
  }
  return svg;
}
