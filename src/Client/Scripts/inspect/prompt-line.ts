// The prompt: one line that grows over what lies below while it is written in, how much of it the model sees, and what is the matter with it.
import { make, part, setText } from '../element';
import { countText } from '../number-text';
import { glyphOf, visible } from '../token-glyph';
import type { Inspection } from './inspection';

export interface PromptLine {
  /** Shows what was typed elsewhere, and what the model saw of it. */
  draw(prompt: string, answered: string | null, inspection: Inspection | null, isProbe: boolean): void;
  /** A sentence below the prompt, with steps to go to instead; none where it is empty. */
  say(message: string, near: readonly number[]): void;
  focus(): void;
}

export function promptLine(root: HTMLElement, limit: number, actions: { type(prompt: string): void; probe(): void; step(step: number | null): void }): PromptLine {
  const field = part<HTMLTextAreaElement>(root, 'prompt'), count = part(root, 'prompt-length'), probe = part<HTMLButtonElement>(root, 'use-probe');
  const notice = part(root, 'notice'), words = part(root, 'notice-words'), steps = part(root, 'notice-steps'), unseen = part(root, 'dropped');

  const line = part(root, 'prompt-line');
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
      setText(line, [...prompt].map(letter => glyphOf(letter, '·').text).join(''));
      probe.hidden = isProbe;
      const tokens = inspection?.tokens.length ?? 0, all = tokens + (inspection?.dropped ?? 0);
      setText(count, prompt === '' ? (inspection ? 'empty; below is still the last prompt' : 'empty')
        : prompt.length > limit ? `${countText(prompt.length)} of ${countText(limit)} characters`
        : answered !== prompt || !inspection ? '' : `${countText(tokens)} of ${countText(all)} tokens`);
      const seen = inspection?.tokens.map(token => token.text).join('') ?? '', dropped = inspection && inspection.dropped > 0 && answered?.endsWith(seen) ? answered.slice(0, answered.length - seen.length) : '';
      unseen.hidden = !inspection || inspection.dropped === 0;
      setText(unseen, inspection && inspection.dropped > 0 ? `Not seen, before its context: ${visible(dropped)}` : '');
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
