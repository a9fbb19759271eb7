// Interventions in an address: short, because a brush changes many cells and addresses have an end.
import { editsOf, tidy, type CellEdit, type Edits } from './edits';

/**
 * Words joined by `_`: `m` lifts the mask, `s` drops the scaling, `h0.1z` or `h0.1m` knocks layer 0, head 1 out (zero, mean),
 * `c0.1.5.2f` forbids the cell of query 5 and key 2, `c0.1.5.2w` forces it, `c0.1.5.2x0.5` multiplies its weight,
 * `t3.61` has token 3 read as the characters with these numbers (base 16, joined by `-`).
 */
export function addressOf(value: unknown): string | null {
  const edits = tidy(editsOf(value));
  if (!edits) return null;
  const words = [...(edits.liftMask ? ['m'] : []), ...(edits.dropScale ? ['s'] : [])];
  for (const one of edits.heads ?? []) words.push(`h${one.layer}.${one.head}${one.by === 'mean' ? 'm' : 'z'}`);
  for (const one of edits.tokens ?? []) words.push(`t${one.position}.${[...one.text].map(character => character.codePointAt(0)!.toString(16)).join('-')}`);
  for (const one of edits.cells ?? [])
    words.push(`c${one.layer}.${one.head}.${one.query}.${one.key}${one.set === 'forbid' ? 'f' : one.set === 'force' ? 'w' : `x${one.factor}`}`);
  return words.join('_');
}

/** The edits that an address names; what is not a word of it is left out. */
export function editsAt(text: string | null): Edits | null {
  const heads: NonNullable<Edits['heads']>[number][] = [], cells: CellEdit[] = [], tokens: NonNullable<Edits['tokens']>[number][] = [];
  let liftMask = false, dropScale = false;
  for (const word of text?.split('_') ?? []) {
    let found: RegExpExecArray | null;
    if (word === 'm') liftMask = true;
    else if (word === 's') dropScale = true;
    else if ((found = /^h(\d{1,6})\.(\d{1,6})([zm])$/.exec(word))) heads.push({ layer: +found[1], head: +found[2], by: found[3] === 'm' ? 'mean' : 'zero' });
    else if ((found = /^t(\d{1,6})\.([0-9a-f-]+)$/.exec(word))) {
      const characters = textOf(found[2]);
      if (characters !== null) tokens.push({ position: +found[1], text: characters });
    } else if ((found = /^c(\d{1,6})\.(\d{1,6})\.(\d{1,6})\.(\d{1,6})(f|w|x([0-9.e+-]{1,24}))$/.exec(word))) {
      const at = { layer: +found[1], head: +found[2], query: +found[3], key: +found[4] }, factor = Number(found[6]);
      if (found[5] === 'f') cells.push({ ...at, set: 'forbid' });
      else if (found[5] === 'w') cells.push({ ...at, set: 'force' });
      else if (factor > 0) cells.push({ ...at, set: 'scale', factor });
    }
  }
  return tidy({ liftMask, dropScale, heads, tokens, cells });
}

function textOf(numbers: string): string | null {
  const points = numbers.split('-').map(number => parseInt(number, 16));
  return points.every(point => point <= 0x10ffff) ? String.fromCodePoint(...points) : null;
}
