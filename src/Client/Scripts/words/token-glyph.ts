// How a token is written on screen: what cannot be seen (space, line break, tab) gets a visible sign and a name.

export interface Glyph {
  /** What to draw. */
  readonly text: string;
  /** What to call it in tooltips and for screen readers. */
  readonly name: string;
  /** Whether text stands for something invisible; such glyphs are drawn fainter. */
  readonly special: boolean;
}

const invisible: Readonly<Record<string, readonly [sign: string, name: string]>> = {
  ' ': ['␣', 'space'],
  '\n': ['↵', 'line break'],
  '\t': ['⇥', 'tab'],
  '\r': ['␍', 'carriage return'],
  '\u00a0': ['⍽', 'no-break space'],
};

/** A token that is only part of a character, as the server spells its bytes: ‹E2 82›. */
const bytes = /^‹[0-9A-F]{2}(?: [0-9A-F]{2})*›$/;

/** The glyph of a token's text; a token may have several characters. `space` is the sign of a blank. */
export function glyphOf(text: string, space = '␣'): Glyph {
  if (text === '') return { text: '∅', name: 'empty token', special: true };
  if (bytes.test(text)) return { text, name: `bytes ${text.slice(1, -1)}`, special: false };
  const parts = [...text].map(character => glyphOfCharacter(character, space));
  if (parts.length === 1) return parts[0];
  return {
    text: parts.map(p => p.text).join(''),
    name: parts.some(p => p.special) ? parts.map(p => p.name).join(', ') : `“${text}”`,
    special: parts.every(p => p.special),
  };
}

function glyphOfCharacter(character: string, space: string): Glyph {
  const known = invisible[character];
  if (known) return { text: character === ' ' ? space : known[0], name: known[1], special: true };
  if (/\p{M}/u.test(character)) return { text: `◌${character}`, name: codePoint(character), special: false };
  if (/[\p{C}\p{Z}]/u.test(character)) return { text: '▯', name: codePoint(character), special: true };
  return { text: character, name: `“${character}”`, special: false };
}

function codePoint(character: string): string {
  return `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** A piece of text with its invisible characters shown; a line break stays a break after its sign. */
export function visible(text: string): string {
  return [...text].map(c => c === '\n' ? '↵\n' : glyphOf(c).text).join('');
}
