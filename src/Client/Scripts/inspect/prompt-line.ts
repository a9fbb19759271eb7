// The prompt: one line that grows over what lies below while it is written in, how much of it the model sees, and what is the matter with it.
import { make, part, setText } from '../element';
import { countText } from '../number-text';
import { glyphOf } from '../token-glyph';
import type { Inspection } from './inspection';

/** Most letters of the part that the model does not see. */
const mostUnseen = 24;

const shown = (letters: readonly string[]) => letters.map(letter => glyphOf(letter, '·').text).join('');

/** A prompt as what the model does not see and what it sees; where its tokens do not spell it, all of it counts as seen. */
export function splitPrompt(prompt: string, tokens: string, dropped: number): { unseen: string; seen: string } {
  const at = dropped > 0 && prompt.endsWith(tokens) ? prompt.length - tokens.length : 0;
  return { unseen: prompt.slice(0, at), seen: prompt.slice(at) };
}

export interface PromptLine {
  /** Shows what was typed elsewhere, and what the model saw of it. */
  draw(prompt: string, answered: string | null, inspection: Inspection | null, isProbe: boolean): void;
  /** A sentence below the prompt, with steps to go to instead; none where it is empty. */
  say(message: string, near: readonly number[]): void;
  focus(): void;
}

export function promptLine(root: HTMLElement, limit: number, actions: { type(prompt: string): void; probe(): void; step(step: number | null): void }): PromptLine {
  const field = part<HTMLTextAreaElement>(root, 'prompt'), count = part(root, 'prompt-length'), probe = part<HTMLButtonElement>(root, 'use-probe');
  const notice = part(root, 'notice'), words = part(root, 'notice-words'), steps = part(root, 'notice-steps'), unseen = part(root, 'dropped'), rest = part(root, 'seen');

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
    draw(prompt, answered, inspection, isProbe) {
      if (field.value !== prompt) field.value = prompt;
      probe.hidden = isProbe;
      const tokens = inspection?.tokens.length ?? 0, dropped = inspection?.dropped ?? 0;
      setText(count, prompt === '' ? (inspection ? 'empty; below is still the last prompt' : 'empty')
        : prompt.length > limit ? `${countText(prompt.length)} of ${countText(limit)} characters`
        : answered !== prompt || !inspection ? '' : dropped === 0 ? `${countText(tokens)} token${tokens === 1 ? '' : 's'}` : `sees the last ${countText(tokens)} of ${countText(tokens + dropped)} tokens`);
      // What does not fit the context stands grey before what does, of much only its end.
      const parts = answered === prompt && inspection ? splitPrompt(prompt, inspection.tokens.map(token => token.text).join(''), dropped) : { unseen: '', seen: prompt };
      const letters = [...parts.unseen];
      setText(unseen, `${letters.length > mostUnseen ? '…' : ''}${shown(letters.slice(-mostUnseen))}`);
      unseen.title = parts.unseen;
      setText(rest, shown([...parts.seen]));
    },
    say(message, near) {
      notice.hidden = message === '';
      setText(words, message);
      steps.hidden = near.length === 0;
      steps.replaceChildren(...(near.length === 0 ? [] : [...near, null]).map(step => {
        const button = make('button', 'stage-link', step === null ? 'The newest' : `Step ${countText(step)}`, { type: 'button' });
        button.addEventListener('click', () => actions.step(step));
        return button;
      }));
    },
  };
}
