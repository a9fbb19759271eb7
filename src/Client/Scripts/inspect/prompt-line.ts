// The prompt: one line that grows over what lies below while it is written in, how much of it the model sees, and what is the matter with it.
import { make, part, setText } from '../dom/element';
import { countText } from '../words/number-text';
import { glyphOf } from '../words/token-glyph';
import type { Inspection } from './inspection';

/** Most letters of the part that the model does not see. */
const mostUnseen = 24;

const shown = (letters: readonly string[]) => letters.map(letter => glyphOf(letter, '·').text).join('');

export interface PromptState {
  readonly prompt: string;
  /** Letters that the run's text does not have. */
  readonly unknown: readonly string[];
  /** Whether the inspection is of this prompt. */
  readonly answered: boolean;
  readonly inspection: Inspection | null;
  readonly isProbe: boolean;
}

/** A prompt as what the model does not see, and what it does, with unknown letters apart. `tokens` is what its tokens spell, null where that is not known; where they do not spell its end, all of it counts as seen. */
export function splitPrompt(prompt: string, unknown: readonly string[], tokens: string | null, dropped: number): { unseen: string; seen: { text: string; strange: boolean }[] } {
  const letters = [...prompt], known = letters.filter(letter => !unknown.includes(letter)).join('');
  let from = 0;
  if (dropped > 0 && tokens !== null && known.endsWith(tokens)) {
    let skip = [...known].length - [...tokens].length;
    while (skip > 0) if (!unknown.includes(letters[from++])) skip--;
  }
  const seen: { text: string; strange: boolean }[] = [];
  for (const letter of letters.slice(from)) {
    const strange = unknown.includes(letter), last = seen.at(-1);
    if (last?.strange === strange) last.text += letter;
    else seen.push({ text: letter, strange });
  }
  return { unseen: letters.slice(0, from).join(''), seen };
}

export interface PromptLine {
  /** Shows what was typed elsewhere, and what the model saw of it. */
  draw(state: PromptState): void;
  /** A sentence below the prompt, with steps to go to instead; none where it is empty. */
  say(message: string, near: readonly number[]): void;
  focus(): void;
}

export function promptLine(root: HTMLElement, limit: number, actions: { type(prompt: string): void; probe(): void; step(step: number | null): void }): PromptLine {
  const field = part<HTMLTextAreaElement>(root, 'prompt'), count = part(root, 'prompt-length'), probe = part<HTMLButtonElement>(root, 'use-probe');
  const notice = part(root, 'notice'), words = part(root, 'notice-words'), steps = part(root, 'notice-steps'), unseen = part(root, 'dropped'), rest = part(root, 'seen'), buttons = [...steps.querySelectorAll('button')];
  let offered: (number | null)[] = [];
  buttons.forEach((button, i) => button.addEventListener('click', () => actions.step(offered[i] ?? null)));
  field.addEventListener('input', () => actions.type(field.value));
  field.addEventListener('keydown', event => { if (event.key === 'Escape') field.blur(); });
  probe.addEventListener('click', () => { actions.probe(); field.focus(); });
  const grow = () => {
    const open = document.activeElement === field;
    field.parentElement!.classList.toggle('is-open', open);
    if (!open) field.scrollTop = 0;
  };
  field.addEventListener('focus', grow);
  field.addEventListener('blur', grow);

  return {
    focus() { field.focus(); },
    draw({ prompt, unknown, answered, inspection, isProbe }) {
      if (field.value !== prompt) field.value = prompt;
      probe.hidden = isProbe;
      const tokens = inspection?.tokens.length ?? 0, dropped = answered && inspection ? inspection.dropped : 0, strange = unknown.filter(letter => prompt.includes(letter));
      const size = !answered || !inspection ? '' : dropped === 0 ? `${countText(tokens)} token${tokens === 1 ? '' : 's'}` : `sees the last ${countText(tokens)} of ${countText(tokens + dropped)} tokens`;
      setText(count, prompt === '' ? (inspection ? 'empty; below is still the last prompt' : 'empty')
        : prompt.length > limit ? `${countText(prompt.length)} of ${countText(limit)} characters`
        : strange.length > 0 ? `${strange.map(letter => glyphOf(letter, '·').text).join(' ')} ${strange.length === 1 ? 'is' : 'are'} not in this run’s text: left out` : size);
      const parts = splitPrompt(prompt, unknown, answered && inspection ? inspection.tokens.map(token => token.text).join('') : null, dropped);
      // What does not fit the context stands grey before what does, of much only its end.
      const letters = [...parts.unseen];
      setText(unseen, `${letters.length > mostUnseen ? '…' : ''}${shown(letters.slice(-mostUnseen))}`);
      unseen.title = parts.unseen;
      rest.replaceChildren(...parts.seen.map(({ text, strange: not }) => not ? make('s', 'is-unknown', shown([...text])) : shown([...text])));
    },
    say(message, near) {
      notice.hidden = message === '';
      setText(words, message);
      steps.hidden = near.length === 0;
      offered = near.length === 0 ? [] : [...near, null];
      buttons.forEach((button, i) => {
        const step = offered[i];
        button.hidden = step === undefined;
        setText(button.querySelector('.mud-button-label')!, step === null || step === undefined ? 'The newest' : `Step ${countText(step)}`);
      });
    },
  };
}
