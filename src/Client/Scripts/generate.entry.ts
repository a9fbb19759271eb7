// The Generate view: starts a stream of tokens, grows the text at the chosen pace, shows what stood behind one token.
import { drawLegend, onThemeChange, paletteOf } from './colour-scale';
import { part, release, setText } from './element';
import { tokenDetail } from './generate-detail';
import { settingsForm } from './generate-form';
import { pace } from './generate-pace';
import { settingsQuery } from './generate-settings';
import { growingText } from './generate-text';
import { promptPieces, promptTokens, type GeneratedToken } from './generation';
import { stream } from './hub';
import { replaceQuery } from './inspect-url';
import { countText } from './number-text';
import type { Widget } from './widget';

/** The run in view, as the page knows it. */
export interface GenerateTarget { run: string; hasWeights: boolean; layers: number; heads: number; vocabulary: number }

export interface GenerateOptions {
  target: GenerateTarget;
  /** Settings from the address, as text; null takes the standard. */
  start: Record<string, string | null>;
  layer: number | null;
  head: number | null;
  promptLimit: number;
  tokensLimit: number;
}

export function initialize(root: HTMLElement, options: GenerateOptions): Widget<GenerateTarget> {
  let target = options.target, palette = paletteOf(root), layer = options.layer ?? 0, head = options.head ?? 0;
  let tokens: GeneratedToken[] = [], locked: number | null = null, hovered: number | null = null, wanted = 0, frame = 0;
  let close: (() => void) | null = null, asked = '', running = false;

  const limits = () => ({ prompt: options.promptLimit, tokens: options.tokensLimit, vocabulary: target.vocabulary });
  const address = () => replaceQuery('/generate', settingsQuery(target.run, form.prompt.value, form.values(), form.fields, { layer, head }));
  const form = settingsForm(root, limits(), options.start, () => { say(''); address(); });
  const notice = part(root, 'notice'), settings = part<HTMLFormElement>(root, 'settings'), page = part(root, 'page');
  const go = part<HTMLButtonElement>(root, 'go'), stopButton = part<HTMLButtonElement>(root, 'stop'), legend = part<HTMLCanvasElement>(root, 'legend');

  const say = (message: string) => { setText(notice, message); notice.hidden = message === ''; };
  const schedule = () => { frame ||= requestAnimationFrame(() => { frame = 0; render(); }); };
  const clamp = () => {
    layer = Math.max(0, Math.min(layer, target.layers - 1));
    head = Math.max(0, Math.min(head, target.heads - 1));
  };

  const text = growingText(part(root, 'prompt-text'), part(root, 'generated'), {
    preview(index) { hovered = index; schedule(); },
    leave() { hovered = null; schedule(); },
    lock(index) { locked = locked === index ? null : index; schedule(); },
    release() { locked = hovered = null; schedule(); },
    move(by) {
      if (tokens.length === 0) return;
      hovered = null;
      locked = Math.min(tokens.length - 1, Math.max(0, (locked ?? tokens.length - 1) + by));
      schedule();
    },
  });
  const detail = tokenDetail(root, () => target.vocabulary, (l, h) => { layer = l; head = h; address(); schedule(); });

  const render = () => {
    setText(part(root, 'count'), tokens.length > 0 || running ? `${countText(tokens.length)} of ${countText(wanted)} tokens` : '');
    root.dataset.state = tokens.length > 0 ? 'text' : running ? 'waiting' : 'empty';
    part(root, 'release').hidden = locked === null;
    if (tokens.length === 0) return;
    const newest = tokens.length - 1, index = Math.min(newest, hovered ?? locked ?? newest), token = tokens[index];
    part(root, 'scale').hidden = !token.attention?.[0];
    setText(part(root, 'step'), `weights of step ${countText(token.step)}`);
    text.show(index, locked !== null && index === locked, token.contextStart, token.attention?.[layer]?.[head] ?? null, palette);
    detail.show(token, { layer, head }, index === newest && locked === null && hovered === null, palette);
    if (locked === null && hovered === null && running) page.scrollTop = page.scrollHeight;
  };

  const shown = pace<GeneratedToken>(arrived => {
    for (const token of arrived) {
      if (token.index === 0) { // also after a reconnect, when the server starts the text again
        tokens = [];
        text.reset(token.prompt ?? promptPieces(asked, promptTokens(token)));
      }
      tokens.push(token);
      text.add([token]);
    }
    schedule();
  });

  const finish = () => {
    close?.();
    close = null;
    running = false;
    buttons();
    schedule();
  };
  const buttons = () => {
    go.disabled = running || !target.hasWeights;
    stopButton.disabled = !running;
  };
  const start = () => {
    const request = form.read();
    if (!request || running || !target.hasWeights) return;
    say('');
    shown.clear();
    tokens = [];
    locked = hovered = null;
    wanted = request.tokens;
    asked = request.prompt ?? '\n';
    text.reset(promptPieces(asked, null));
    running = true;
    buttons();
    address();
    schedule();
    page.scrollIntoView({ block: 'nearest' }); // on a phone it lies below the settings
    const { run } = target;
    close = stream<GeneratedToken>({
      method: 'Generate',
      args: () => [run, request],
      next: token => { if (token.index === 0) shown.clear(); shown.add(token); },
      complete: () => shown.end(finish),
      error: message => { say(message); shown.end(finish); },
    });
  };
  const halt = () => { shown.clear(); finish(); };

  settings.addEventListener('submit', event => { event.preventDefault(); start(); });
  stopButton.addEventListener('click', halt);
  part(root, 'release').addEventListener('click', () => { locked = null; schedule(); });
  root.querySelectorAll<HTMLInputElement>('input[name="gen-pace"]').forEach(choice => choice.addEventListener('change', () => {
    shown.set(choice.value === 'full' ? Infinity : Number(choice.value));
  }));

  const drawScale = () => drawLegend(legend, palette, Math.min(420, legend.parentElement!.clientWidth));
  const themes = onThemeChange(() => requestAnimationFrame(() => { palette = paletteOf(root); drawScale(); schedule(); }));
  const resized = new ResizeObserver(drawScale);
  resized.observe(legend.parentElement!);

  clamp();
  buttons();
  address();
  schedule();
  release(root);
  return {
    update(next) {
      const changed = next.run !== target.run;
      target = next;
      if (changed) {
        halt();
        tokens = [];
        text.reset([]);
        clamp();
        form.limit(limits());
        say('');
        address();
      }
      buttons();
      schedule();
    },
    dispose() {
      close?.();
      shown.clear();
      cancelAnimationFrame(frame);
      themes();
      resized.disconnect();
    },
  };
}
