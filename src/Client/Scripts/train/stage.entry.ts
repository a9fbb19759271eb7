// The Train stage: all heads, the chosen one enlarged, and the token strip, moved by one selection and by each frame that the hub sends.
import { onThemeChange, paletteOf, type Palette } from '../drawing/colour-scale';
import type { HeadHistory, RoleName } from '../contract';
import { RowSource } from '../server/exact-row';
import type { Frame } from '../server/frame';
import { FrameFeed } from '../server/frame-feed';
import { frameWords } from '../server/frame-words';
import { exportGrid } from '../drawing/grid-picture';
import { indexOf } from '../server/head-history';
import { followHistory } from '../server/head-history-source';
import { onState, type HubState } from '../server/hub';
import { LookBack } from '../server/look-back';
import { showMoment } from '../server/moment';
import { countText } from '../words/number-text';
import type { Host, Widget } from '../dom/widget';
import { Echo } from './echo';
import { lookOf, stageGlyphs } from './look';
import { noStage, reduce, sameHead, stepOf, wanted, type Head, type StageEvent } from './stage-state';
import { stageView } from './stage-view';

interface StageData {
  runId: string;
  /** Whether frames may still come. */
  live: boolean;
  layers: number;
  heads: number;
  masked: boolean;
  probe: string;
  tokens: string[];
  layer: number;
  head: number;
  token: number | null;
  /** A run that ships with the lab: its last frame is read once, without the hub. */
  recording: boolean;
  /** Whether colours are relative to even rows. */
  relative: boolean;
  framesPerSecond?: number;
}

const usualFramesPerSecond = 8;

/** How long a frame waits for its exact row, in ms, so that picture and number change together. */
const patience = 150;

const roleWords: Record<RoleName, string> = { previousToken: 'previous', firstToken: 'first', duplicateToken: 'duplicate', induction: 'induction', none: '' };

export function initialize(element: HTMLElement, data: StageData, host: Host): Widget<StageData> {
  const part = (name: string) => element.querySelector<HTMLElement>(`[data-part="${name}"]`)!;
  const said = part('said'), step = part('step'), files = element.querySelectorAll<HTMLButtonElement>('[data-kind]');
  const view = stageView({ heads: part('heads'), chosen: part('chosen'), strip: part('strip') }, { tell: act, turn, open: openHead, show: to => showMoment(current.runId, to) });
  const feed = new FrameFeed(schedule), echo = new Echo(), frames = new Map<number, Frame>();
  let current = data, state = noStage, palette = colours(), live: Frame | undefined, history: HeadHistory | undefined, roleOf = (_: Head) => '', glyphs = stageGlyphs(data.tokens);
  let back = new LookBack(data.runId, looked), rows = sourceOf(data.runId), hub: HubState = 'connecting', refused = '', resized = true, due = 0, waiting = 0, endHistory = () => {}, endState = () => {};

  function colours(): Palette { return { ...paletteOf(element), relative: current.relative }; }

  /** Every change goes through here. */
  function dispatch(event: StageEvent): void {
    const before = state;
    state = reduce(state, event);
    if (state === before) return;
    if (state.tokens !== before.tokens) glyphs = stageGlyphs(state.tokens);
    if (state.newest !== null) live = frames.get(state.newest) ?? live;
    for (const old of frames.keys()) if (old !== state.newest && old !== state.coming) frames.delete(old);
    if (state.coming !== before.coming) {
      clearTimeout(waiting);
      if (state.coming !== null) waiting = window.setTimeout(() => dispatch({ kind: 'waited' }), patience);
    }
    rows.want(wanted(state));
    schedule();
  }

  /** What a person does; the component keeps the selection in the address. */
  function act(event: StageEvent): void {
    const { chosen, locked } = state;
    dispatch(event);
    if (sameHead(chosen, state.chosen) && locked === state.locked) return;
    echo.send({ ...state.chosen, token: state.locked });
    void host.invokeMethodAsync('Select', state.chosen.layer, state.chosen.head, state.locked);
  }

  function turn(by: 1 | -1): void {
    const all = state.layers * state.heads, next = (state.chosen.layer * state.heads + state.chosen.head + by + all) % all;
    act({ kind: 'choose', layer: Math.floor(next / state.heads), head: next % state.heads });
  }

  function openHead(layer: number, head: number): void { void host.invokeMethodAsync('OpenHead', layer, head); }

  function sourceOf(runId: string): RowSource {
    return new RowSource(runId, { answer: row => dispatch({ kind: 'answer', row }), absent: ({ question, near }) => dispatch({ kind: 'absent', question, near }) });
  }

  const shown = () => state.moment === null ? live : back.frame;

  // Frames wait for the screen's refresh.
  function draw(): void {
    const fresh = feed.take();
    if (fresh) {
      frames.set(fresh.step, fresh);
      dispatch({ kind: 'arrived', step: fresh.step });
    }
    due = 0; // only now: what has just arrived is drawn here
    const frame = shown();
    view.draw({ state, look: lookOf(state, frame, palette.relative), frame, palette, glyphs, roleOf, hint: current.recording && !state.touched && state.locked === null && frame !== undefined, resized });
    resized = false;
    label();
  }

  function label(): void {
    const at = stepOf(state), looksBack = state.moment !== null;
    const [words, mood] = frameWords({ refused: refused || (looksBack ? back.refused : feed.refused), looksBack, connected: hub === 'connected', recording: current.recording, live: current.live && !feed.ended, hasFrame: live !== undefined });
    if (said.textContent !== words) said.textContent = words;
    said.dataset.state = mood;
    const text = at === null ? '–' : countText(at);
    if (step.textContent !== text) step.textContent = text;
    for (const file of files) file.disabled = !shown();
  }

  function looked(): void {
    dispatch({ kind: 'moment', moment: back.moment });
    dispatch({ kind: 'kept', step: back.frame?.step ?? null });
    shape();
    nameRoles();
    schedule();
  }

  function shape(): void {
    const { layers, heads, masked } = current, tokens = back.probe?.tokens ?? current.tokens;
    if (layers !== state.layers || heads !== state.heads || masked !== state.masked || tokens.join('\0') !== state.tokens.join('\0')) dispatch({ kind: 'shape', layers, heads, masked, tokens });
  }

  function nameRoles(): void {
    const index = history ? indexOf(history, back.moment) : -1, roles = new Map(history?.heads.map(each => [`${each.layer}.${each.head}`, roleWords[each.roles[index] ?? 'none']]));
    roleOf = ({ layer, head }) => roles.get(`${layer}.${head}`) ?? '';
    schedule();
  }

  function schedule(): void { due ||= requestAnimationFrame(draw); }

  function follow(): void {
    back.dispose();
    rows.dispose();
    endHistory();
    endState();
    frames.clear();
    live = history = undefined;
    [back, rows] = [new LookBack(current.runId, looked), sourceOf(current.runId)];
    state = { ...noStage, touched: state.touched };
    shape();
    dispatch({ kind: 'select', layer: current.layer, head: current.head, token: current.token });
    nameRoles();
    endState = current.recording ? () => {} : onState(next => { hub = next; schedule(); });
    endHistory = current.layers > 0 ? followHistory(current.runId, current.live, { history: next => { history = next; nameRoles(); }, refused: () => {} }) : () => {};
    void back.look();
    open();
  }

  function open(): void {
    if (current.recording) feed.openLast(current.runId);
    else feed.open(current.runId, current.framesPerSecond ?? usualFramesPerSecond);
  }

  const sizes = new ResizeObserver(() => { resized = true; schedule(); });
  for (const name of ['heads', 'chosen', 'strip']) sizes.observe(part(name));
  for (const file of files) {
    file.addEventListener('click', () => {
      const frame = shown();
      if (frame) exportGrid(file.dataset.kind as 'png' | 'svg', frame, palette).catch((error: Error) => { refused = error.message; schedule(); });
    });
  }
  const endTheme = onThemeChange(() => { palette = colours(); schedule(); });
  const escape = (e: KeyboardEvent) => { if (e.key === 'Escape' && state.locked !== null && document.activeElement === document.body) act({ kind: 'release' }); };
  document.addEventListener('keydown', escape);
  follow();

  return {
    update(next) {
      const before = current;
      current = next;
      if (next.relative !== before.relative) palette = colours();
      if (next.runId !== before.runId || next.recording !== before.recording) { follow(); return; }
      shape();
      const selection = { layer: next.layer, head: next.head, token: next.token };
      if ((next.layer !== before.layer || next.head !== before.head || next.token !== before.token) && !echo.isOf(selection)) dispatch({ kind: 'select', ...selection });
      if (next.live && feed.ended) open();
      schedule();
    },
    dispose() {
      feed.dispose();
      back.dispose();
      rows.dispose();
      endHistory();
      endState();
      endTheme();
      sizes.disconnect();
      clearTimeout(waiting);
      cancelAnimationFrame(due);
      document.removeEventListener('keydown', escape);
    },
  };
}
