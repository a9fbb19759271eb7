// The Generate view: settings, one or two sides that write, the transport between them, and the address that restores it all.
import { drawLegend, onThemeChange, paletteOf } from '../drawing/colour-scale';
import { bar, part, release, setText } from '../dom/element';
import { readView, writeView, type GenerateView } from './address';
import type { Asked, Writable } from './asked';
import { laneKeys } from './keys';
import { Lane, type LaneActions } from './lane';
import { parting } from './parting';
import { drawingText, type Drawing } from './tokens';
import { replaceQuery } from '../dom/address-bar';
import { countText } from '../words/number-text';
import { glyphOf } from '../words/token-glyph';
import type { Host, Widget } from '../dom/widget';
import { indexOn, reduce, type GenerateEvent, type GenerateState, type SideName } from './view-state';

/** The run in view, as the page knows it. */
export interface GenerateTarget { run: string; name: string; hasWeights: boolean; vocabulary: number }

/** All that the page tells. */
export interface Told { target: GenerateTarget; asked: Asked; pace: string }

export interface GenerateOptions {
  /** The address's query string. */
  query: string;
  told: Told;
}

export function initialize(root: HTMLElement, options: GenerateOptions, host: Host): Widget<Told> {
  const start = readView(options.query), settings = part<HTMLFormElement>(root, 'settings');
  let { target, asked } = options.told, palette = paletteOf(root), pace = '', frame = 0;
  let state: GenerateState = { layer: start.layer, head: start.head, active: start.side, locked: null, hovered: null, wanted: start.at, held: false };
  let begun: Writable | null = null;

  const sides: Record<SideName, HTMLElement> = { a: part(root, 'lane-a'), b: part(root, 'lane-b') };
  const lanes: Record<SideName, Lane> = { a: new Lane(sides.a, actionsOf('a')), b: new Lane(sides.b, actionsOf('b')) };
  const both = () => comparing() ? [lanes.a, lanes.b] : [lanes.a];
  const comparing = () => begun ? begun.other !== null : asked.query.compare === '1';
  const writing = () => both().some(lane => lane.writing);
  const schedule = () => { frame ||= requestAnimationFrame(() => { frame = 0; render(); }); };

  /** Every change of what is looked at goes through here. */
  function tell(event: GenerateEvent): void {
    const before = state;
    state = reduce(state, event);
    if (state !== before) schedule();
  }

  function actionsOf(side: SideName): LaneActions {
    return {
      preview: index => tell({ kind: 'preview', side, index }),
      leave: () => tell({ kind: 'leave' }),
      lock: index => tell({ kind: 'lock', side, index }),
      release: () => tell({ kind: 'release' }),
      move: by => tell({ kind: 'move', side, by, length: lanes[side].line.length }),
      choose: (layer, head) => tell({ kind: 'choose', layer, head }),
      force(candidate) {
        const lane = lanes[side], index = indexOn(state, side, comparing()) ?? lane.line.length - 1;
        if (index < 0 || candidate.id === lane.line[index]?.id) return;
        tell({ kind: 'write', side });
        lane.force(index, candidate);
        if (state.held && lane.writing) lane.step(); // the forced token is there at once
        schedule();
      },
      opened: () => tell({ kind: 'open', side }),
      changed() {
        const { line, settled } = lanes[side];
        tell({ kind: 'grow', side, length: line.length, settled });
        schedule();
      },
    };
  }
  const address = () => {
    const shown = begun ?? asked, branch = lanes.a.tree.root, longer = begun && branch && branch.wanted !== begun.tokens;
    const view: GenerateView = { layer: state.layer, head: state.head, go: begun !== null, path: lanes.a.path, pathB: comparing() ? lanes.b.path : [], at: state.locked ?? state.wanted, side: state.active };
    replaceQuery('/generate', writeView(target.run, longer ? { ...shown.query, tokens: String(branch.wanted) } : shown.query, view));
  };

  const render = () => {
    const two = comparing(), apart = two ? parting(lanes.a.line.map(token => token.text), lanes.b.line.map(token => token.text)) : null;
    root.dataset.compare = String(two);
    sides.b.hidden = !two;
    for (const side of two ? ['a', 'b'] as const : ['a'] as const)
      lanes[side].render({ index: indexOn(state, side, two), locked: state.locked !== null, layer: state.layer, head: state.head, parting: apart?.[side] ?? null }, palette);
    part(root, 'release').hidden = state.locked === null;
    buttons();
    const say = part(root, 'parting');
    say.hidden = !two;
    part<HTMLButtonElement>(root, 'show-parting').hidden = apart === null;
    say.dataset.apart = String(apart !== null);
    if (two) setText(part(root, 'parting-text'), partingText(apart));
    address();
  };
  const partingText = (apart: ReturnType<typeof parting>) => {
    const [a, b] = [lanes.a.line, lanes.b.line], same = Math.min(a.length, b.length);
    if (apart) return `They part at token ${countText(apart.a)}: A writes ${glyphOf(a[apart.a].text).text}, B writes ${glyphOf(b[apart.b].text).text}.`;
    if (same === 0 && begun) return writing() ? 'Waiting for the first tokens of both.' : 'A side has no text; what it says above its text tells why.';
    if (same === 0) return 'Both sides write with the same seed; the first token where they part is marked.';
    return writing() ? 'The same so far.' : `The same in all ${countText(same)} tokens that both have.`;
  };

  const go = part<HTMLButtonElement>(root, 'go'), pause = part<HTMLButtonElement>(root, 'pause'), one = part<HTMLButtonElement>(root, 'one'), stop = part<HTMLButtonElement>(root, 'stop'), skip = part<HTMLButtonElement>(root, 'skip'), on = part<HTMLButtonElement>(root, 'write-on');
  const buttons = () => {
    const weightless = target.hasWeights ? null : 'This run has no weights yet', idle = writing() ? null : 'Nothing is being written';
    bar(go, weightless);
    bar(one, weightless);
    for (const button of [pause, stop, skip]) bar(button, idle);
    bar(on, weightless ?? (lanes.a.line.length === 0 ? 'There is no text yet' : writing() && state.locked === null ? 'It is being written; lock a token to go on behind it' : null));
    setText(part(root, 'pause-name'), state.held ? 'Go on' : 'Pause');
    pause.setAttribute('aria-pressed', String(state.held));
    setText(part(root, 'write-on-name'), state.locked === null ? 'Write on' : 'Another way');
  };
  const hold = (next: boolean) => {
    tell({ kind: 'hold', on: next });
    for (const lane of [lanes.a, lanes.b]) lane.hold(next);
    schedule();
  };

  /** What is to be written, after all that was typed before; null where a field says what is wrong, or there are no weights. Without the server, what it said last. */
  const ask = async (): Promise<Writable | null> => {
    asked = await host.invokeMethodAsync<Asked>('Asked').catch(() => asked);
    return asked.wrong || !target.hasWeights ? null : asked as Writable;
  };
  const begin = async (fresh: boolean, paths: { a: GenerateView['path']; b: GenerateView['path'] } = { a: [], b: [] }, atOnce = false) => {
    const wish = await ask();
    if (!wish) return;
    begun = wish;
    tell({ kind: 'begin', fresh });
    lanes.b.clear();
    lanes.a.onWeights = wish.other?.sameWeights && wish.drawing.step === null ? step => { lanes.a.onWeights = null; beginOther(wish, paths.b, step, atOnce); } : null;
    lanes.a.begin(beginning(wish, target.run, target.name, target.vocabulary, wish.drawing), paths.a, atOnce);
    if (wish.other && !lanes.a.onWeights) beginOther(wish, paths.b, wish.other.drawing.step, atOnce);
    schedule();
  };
  const beginOther = (wish: Writable, path: GenerateView['path'], step: number | null, atOnce: boolean) => {
    const { run, name, vocabulary, drawing } = wish.other!;
    lanes.b.begin(beginning(wish, run || target.run, name || target.name, vocabulary ?? target.vocabulary, { ...drawing, step }), path, atOnce);
    if (state.held) lanes.b.step();
  };
  const beginning = (wish: Writable, run: string, name: string, vocabulary: number, drawing: Drawing) =>
    ({ run, prompt: wish.prompt, drawing, tokens: wish.tokens, vocabulary, title: `${name}, ${drawingText(drawing)}` });

  const writeOn = async () => {
    const { active, locked: index } = state, lane = lanes[active], wish = await ask();
    if (!wish || lane.line.length === 0) return;
    tell({ kind: 'write', side: active });
    lane.writeOn(index, (active === 'b' ? wish.other?.drawing : undefined) ?? wish.drawing, wish.tokens);
    if (state.held && lane.writing) lane.step();
    schedule();
  };
  const oneToken = () => {
    if (!writing()) {
      hold(true);
      void (lanes[state.active].line.length > 0 ? writeOn() : begin(false).then(() => lanes.a.step()));
      return;
    }
    hold(true);
    for (const lane of both()) lane.step();
    tell({ kind: 'release' });
  };

  // In a text area Enter writes a line break, which a prompt needs; with Ctrl it generates.
  settings.addEventListener('keydown', event => {
    if (event.target instanceof HTMLTextAreaElement && event.key === 'Enter' && (event.ctrlKey || event.metaKey)) go.click();
  });
  settings.addEventListener('submit', event => {
    event.preventDefault();
    hold(false);
    void begin(true).then(() => {
      if (!begun) return;
      part(sides.a, 'generated').focus({ preventScroll: true });
      if (sides.a.getBoundingClientRect().top > innerHeight / 2) sides.a.scrollIntoView(); // on a phone it lies below the settings
    });
  });
  pause.addEventListener('click', () => hold(!state.held));
  one.addEventListener('click', oneToken);
  stop.addEventListener('click', () => { for (const lane of both()) lane.stop(); hold(false); });
  skip.addEventListener('click', () => { hold(false); for (const lane of both()) lane.skip(); });
  on.addEventListener('click', () => void writeOn());
  part(root, 'release').addEventListener('click', () => tell({ kind: 'release' }));
  part(root, 'show-parting').addEventListener('click', () => {
    const apart = parting(lanes.a.line.map(token => token.text), lanes.b.line.map(token => token.text));
    if (apart && (state.active !== 'a' || state.locked !== apart.a)) tell({ kind: 'lock', side: 'a', index: apart.a });
  });
  const setPace = (choice: string) => {
    pace = choice;
    for (const lane of [lanes.a, lanes.b]) lane.setPace(choice === 'full' ? Infinity : Number(choice));
  };
  setPace(options.told.pace);
  for (const side of ['a', 'b'] as const) {
    laneKeys(sides[side], {
      candidate(rank) {
        const lane = lanes[side], token = lane.line[Math.min(lane.line.length - 1, indexOn(state, side, comparing()) ?? Infinity)], candidate = token?.candidates[rank - 1];
        if (candidate) actionsOf(side).force(candidate);
      },
      pause() { if (writing()) hold(!state.held); },
      one: oneToken,
      on() { if (state.active !== side) tell({ kind: 'write', side }); void writeOn(); },
      branch(by) {
        const next = lanes[side].neighbour(by);
        if (!next) return;
        tell({ kind: 'write', side });
        lanes[side].halt();
        lanes[side].open(next);
      },
    });
  }

  const drawScale = () => {
    for (const canvas of root.querySelectorAll<HTMLCanvasElement>('[data-part="legend"]'))
      if (canvas.parentElement!.clientWidth > 0) drawLegend(canvas, palette, Math.min(420, canvas.parentElement!.clientWidth));
  };
  const themes = onThemeChange(() => requestAnimationFrame(() => { palette = paletteOf(root); drawScale(); schedule(); }));
  const resized = new ResizeObserver(drawScale);
  for (const canvas of root.querySelectorAll('[data-part="legend"]')) resized.observe(canvas.parentElement!);

  render();
  release(root);
  if (start.go) void begin(false, { a: start.path, b: start.pathB }, true); // what the address brings back is there at once
  return {
    update(told) {
      const changed = told.target.run !== target.run;
      ({ target, asked } = told);
      if (told.pace !== pace) setPace(told.pace);
      if (changed) {
        begun = null;
        tell({ kind: 'begin', fresh: true });
        lanes.a.clear();
        lanes.b.clear();
      }
      schedule();
    },
    dispose() {
      lanes.a.dispose();
      lanes.b.dispose();
      cancelAnimationFrame(frame);
      themes();
      resized.disconnect();
    },
  };
}
