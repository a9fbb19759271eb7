// The form of the Generate page: reads and checks its fields, tells what is wrong beside the field itself.
import { part, setText } from './element';
import { complaint, numberFields, type GenerateRequest, type NumberField, type SettingLimits } from './generate-settings';
import { countText } from './number-text';

export interface SettingsForm {
  readonly fields: readonly NumberField[];
  readonly prompt: HTMLTextAreaElement;
  /** The fields as typed. */
  values(): Record<string, string>;
  /** The request, or null after marking what is wrong. */
  read(): GenerateRequest | null;
  limit(limits: SettingLimits): void;
}

export function settingsForm(root: HTMLElement, limits: SettingLimits, start: Record<string, string | null>, changed: () => void): SettingsForm {
  let fields = numberFields(limits), promptLimit = limits.prompt;
  const prompt = part<HTMLTextAreaElement>(root, 'prompt'), problem = part(root, 'problem');
  const input = (name: string) => part<HTMLInputElement>(root, name);
  const values = () => Object.fromEntries(fields.map(field => [field.name, input(field.name).value]));

  const check = () => {
    const wrong: string[] = [];
    for (const field of fields) {
      const box = input(field.name), message = complaint(field, box.value);
      box.setAttribute('aria-invalid', String(message !== null));
      if (message) wrong.push(message);
    }
    const long = prompt.value.length > promptLimit;
    prompt.setAttribute('aria-invalid', String(long));
    if (long) wrong.push(`The prompt has ${countText(prompt.value.length)} characters; at most ${countText(promptLimit)} are allowed.`);
    setText(problem, wrong.join(' '));
    problem.hidden = wrong.length === 0;
    return wrong.length === 0;
  };
  const bound = () => fields.forEach(field => {
    const box = input(field.name);
    box.min = String(field.least);
    box.max = String(field.most);
  });

  bound();
  prompt.value = start.prompt ?? '';
  for (const field of fields) input(field.name).value = start[field.name] ?? String(field.standard);
  for (const box of [prompt, ...fields.map(field => input(field.name))]) box.addEventListener('input', () => { check(); changed(); });
  part(root, 'new-seed').addEventListener('click', () => {
    input('seed').value = String(crypto.getRandomValues(new Uint32Array(1))[0] >>> 1);
    check();
    changed();
  });
  // In a text area Enter writes a line break, which a prompt needs; with Ctrl it generates.
  prompt.addEventListener('keydown', event => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) part<HTMLFormElement>(root, 'settings').requestSubmit();
  });

  return {
    get fields() { return fields; },
    prompt,
    values,
    read() {
      if (!check()) return null;
      const [tokens, temperature, topK, topP, seed] = fields.map(field => Number(input(field.name).value));
      return { prompt: prompt.value === '' ? undefined : prompt.value, tokens, temperature, topK, topP, seed };
    },
    limit(next) {
      fields = numberFields(next);
      promptLimit = next.prompt;
      bound();
      check();
    },
  };
}
