// The form of the Generate page: reads and checks its fields, says what is wrong beside the field itself.
import type { RunInfo } from '../contract';
import { part, setText } from '../dom/element';
import { countText } from '../words/number-text';
import type { ComparedSide, GenerateView } from './address';
import { fillSteps, keptSteps, runs } from './run-source';
import { comparable, complaint, numberFields, sightOf, type NumberField, type SettingLimits, type SettingName } from './settings';
import type { Drawing } from './tokens';

export interface FormTarget { run: string; vocabulary: number; context: number; characters: boolean }

/** What the form asks for. */
export interface Wish { prompt: string; tokens: number; drawing: Drawing; other: OtherSide | null }

/** Side B: step undefined means the weights that side A is written with. */
export interface OtherSide { run: RunInfo | null; drawing: Drawing; sameWeights: boolean }

export class SettingsForm {
  fields: readonly NumberField[];
  readonly prompt: HTMLTextAreaElement;
  private readonly runs: HTMLSelectElement;
  private readonly steps: HTMLSelectElement;
  private readonly stepsB: HTMLSelectElement;
  private readonly compare: HTMLInputElement;
  private known: RunInfo[] = [];

  constructor(private readonly root: HTMLElement, private limits: SettingLimits, private target: FormTarget, start: GenerateView, private readonly changed: () => void) {
    this.fields = numberFields(limits);
    this.prompt = part<HTMLTextAreaElement>(root, 'prompt');
    [this.runs, this.steps, this.stepsB] = [part<HTMLSelectElement>(root, 'runB'), part<HTMLSelectElement>(root, 'step-choice'), part<HTMLSelectElement>(root, 'stepB')];
    this.compare = part<HTMLInputElement>(root, 'compare');
    this.prompt.value = start.prompt ?? '';
    for (const field of this.fields) this.input(field.name).value = start.values[field.name] ?? String(field.standard);
    for (const name of comparable) this.input(name, 'B').value = start.compare?.values[name] ?? '';
    this.compare.checked = start.compare !== null;
    fillSteps(this.steps, [['', 'newest']], [], start.step ?? '');
    fillSteps(this.stepsB, this.firstSteps(), [], start.compare?.step ?? '');
    this.runs.replaceChildren(new Option('the same run', ''));
    if (start.compare?.run) this.runs.append(new Option(start.compare.run, start.compare.run, true, true));
    this.bound();
    this.listen();
    this.unfold();
    void this.refresh();
  }

  /** Waits for the other side's run, where the address names one that is not known yet. */
  async ready(): Promise<void> {
    if (this.compare.checked && this.runs.value !== '' && !this.known.some(run => run.id === this.runs.value)) await this.refresh();
  }

  /** The form as the address has it. */
  view(): Pick<GenerateView, 'prompt' | 'step' | 'values'> & { compare: ComparedSide | null } {
    const side = (suffix: string, names: readonly SettingName[]) => Object.fromEntries(names.map(name => [name, this.input(name, suffix).value]));
    return {
      prompt: this.prompt.value, step: this.steps.value || null, values: side('', this.fields.map(field => field.name)),
      compare: this.compare.checked ? { run: this.runs.value, step: this.stepsB.value, values: side('B', comparable), path: [] } : null,
    };
  }

  /** What is asked for, or null after marking what is wrong. */
  read(): Wish | null {
    if (!this.check()) return null;
    const [tokens, temperature, topK, topP, seed] = this.fields.map(field => Number(this.input(field.name).value));
    const drawing: Drawing = { step: this.steps.value === '' ? null : Number(this.steps.value), temperature, topK, topP, seed };
    if (!this.compare.checked) return { prompt: this.prompt.value, tokens, drawing, other: null };
    const differs = Object.fromEntries(comparable.flatMap(name => { const text = this.input(name, 'B').value.trim(); return text === '' ? [] : [[name, Number(text)]]; }));
    const run = this.known.find(known => known.id === this.runs.value) ?? null, choice = this.stepsB.value;
    const step = choice === 'newest' || (choice === '' && run !== null) ? null : choice === '' ? drawing.step : Number(choice);
    return { prompt: this.prompt.value, tokens, drawing, other: { run, drawing: { ...drawing, ...differs, step }, sameWeights: choice === '' && run === null } };
  }

  limit(limits: SettingLimits, target: FormTarget): void {
    const other = target.run !== this.target.run;
    [this.limits, this.target, this.fields] = [limits, target, numberFields(limits)];
    if (other) fillSteps(this.steps, [['', 'newest']], [], '');
    this.bound();
    this.check();
    void this.refresh();
  }

  private input(name: string, suffix = ''): HTMLInputElement { return part<HTMLInputElement>(this.root, name + suffix); }

  private listen(): void {
    const typed = () => { this.check(); this.changed(); };
    for (const box of [this.prompt, ...this.fields.map(field => this.input(field.name)), ...comparable.map(name => this.input(name, 'B'))]) box.addEventListener('input', typed);
    for (const select of [this.steps, this.stepsB]) {
      select.addEventListener('change', typed);
      select.addEventListener('focus', () => void this.refresh());
    }
    this.compare.addEventListener('change', () => { this.unfold(); void this.refresh(); typed(); });
    this.runs.addEventListener('change', () => { fillSteps(this.stepsB, this.firstSteps(), [], ''); void this.refresh(); typed(); });
    part(this.root, 'new-seed').addEventListener('click', () => {
      this.input('seed').value = String(crypto.getRandomValues(new Uint32Array(1))[0] >>> 1);
      typed();
    });
    // In a text area Enter writes a line break, which a prompt needs; with Ctrl it generates.
    this.prompt.addEventListener('keydown', event => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) (this.root as HTMLFormElement).requestSubmit();
    });
  }

  private unfold(): void { part(this.root, 'other').hidden = !this.compare.checked; }

  private firstSteps(): readonly (readonly [string, string])[] {
    return this.runs.value === '' ? [['', 'as on side A'], ['newest', 'newest']] : [['', 'newest']];
  }

  private async refresh(): Promise<void> {
    const { run } = this.target;
    try {
      if (this.compare.checked) {
        this.known = (await runs()).filter(known => known.id !== run && known.hasWeights);
        const chosen = this.runs.value;
        this.runs.replaceChildren(new Option('the same run', ''), ...this.known.map(known => new Option(known.name, known.id)));
        if (chosen && !this.known.some(known => known.id === chosen)) this.runs.append(new Option(`${chosen}, not there`, chosen));
        this.runs.value = chosen;
        fillSteps(this.stepsB, this.firstSteps(), await keptSteps(chosen || run), this.stepsB.value);
      }
      const kept = await keptSteps(run);
      if (run === this.target.run) fillSteps(this.steps, [['', 'newest']], kept, this.steps.value);
    } catch { /* the run is gone or the server is away: what is chosen stays, and a text says what is wrong */ }
  }

  private check(): boolean {
    const wrong: string[] = [];
    const judge = (box: HTMLInputElement, message: string | null) => {
      box.setAttribute('aria-invalid', String(message !== null));
      if (message) wrong.push(message);
    };
    for (const field of this.fields) {
      judge(this.input(field.name), complaint(field, this.input(field.name).value));
      if (!comparable.includes(field.name)) continue;
      const other = this.input(field.name, 'B'), left = !this.compare.checked || (other.value === '' && !other.validity.badInput);
      judge(other, left ? null : complaint({ ...field, label: `${field.label} of side B` }, other.value));
    }
    const long = this.prompt.value.length > this.limits.prompt;
    this.prompt.setAttribute('aria-invalid', String(long));
    if (long) wrong.push(`The prompt has ${countText(this.prompt.value.length)} characters; at most ${countText(this.limits.prompt)} are allowed.`);
    const problem = part(this.root, 'problem');
    setText(problem, wrong.join(' '));
    problem.hidden = wrong.length === 0;
    setText(part(this.root, 'sight'), sightOf(this.prompt.value, this.target.context, this.target.characters));
    return wrong.length === 0;
  }

  private bound(): void {
    for (const field of this.fields) {
      for (const box of [this.input(field.name), ...(comparable.includes(field.name) ? [this.input(field.name, 'B')] : [])]) {
        box.min = String(field.least);
        box.max = String(field.most);
      }
    }
  }
}
