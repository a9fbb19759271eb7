// The Inspect page's shell: hands what happens to the reducer, asks the server what the new state needs, writes the address, draws, and publishes the scene to the other panels.
import { writeQuery } from '../dom/address-bar';
import { release } from '../dom/element';
import { followHistory } from '../server/head-history-source';
import { refusal } from '../server/refusal';
import type { Host, Widget } from '../dom/widget';
import type { KeptCheckpoint } from '../contract';
import { queryOf, viewOf, type ViewName } from './address';
import type { Arrangement } from './head-facts';
import { headsOf, type Head, type HeadSet } from './head-set';
import { attends, type Inspection } from './inspection';
import { inspectionSource } from './inspection-source';
import { exportMatrix } from './matrix-file';
import { pageFrame } from './page-frame';
import { inspectPanels } from './panels';
import { promptLine } from './prompt-line';
import { guideScene, type Scene } from './scene';
import { addressedView, answers, askedPrompt, headInView, noInspect, onlyARun, questionOf, reduce, type InspectEvent, type InspectState, type InspectTarget } from './state';
import { nearestOf } from './steps';
import { tooLong } from './words';

export interface InspectOptions { target: InspectTarget; promptLimit: number }

/** What the controls around the views ask for. */
export type Wish =
  | { kind: 'step'; step: number | null } | { kind: 'follow'; on: boolean } | { kind: 'view'; view: ViewName } | { kind: 'arcs'; shown: boolean } | { kind: 'tab'; tab: string | null }
  | { kind: 'arrange'; arrange: Arrangement } | { kind: 'file'; file: string } | { kind: 'controls'; shown: boolean } | { kind: 'embed' };

type Told = { target: InspectTarget } | { wish: Wish };

/** Between two questions of a training run that is followed, in ms; and at least so many times what an answer takes, so that training keeps its pace. */
const followPause = 1000, followShare = 20;
/** How long the keyboard may go on before a row is asked for, in ms; how long a lost server is waited for. */
const keyPause = 80, lostPause = 2000;

/** Events that never change the address. */
const passing = new Set<InspectEvent['kind']>(['restore', 'preview', 'point', 'pointHead', 'say', 'refuse']);

/** Events after which one may want to go back. */
const deliberate = new Set<InspectEvent['kind']>(['type', 'choose', 'isolate', 'step', 'view', 'arcs', 'look']);

export function initialize(root: HTMLElement, options: InspectOptions, host: Host): Widget<Told> {
  let state = noInspect(options.target), frame = 0, everything = false, lastAsked = 0, answerTook = 0, endHistory = () => {}, told = '', near: readonly number[] = [];

  const page = pageFrame(root, host), prompt = promptLine(root, options.promptLimit, {
    type: text => act({ kind: 'type', prompt: text }), probe: () => act({ kind: 'type', prompt: state.target.probe }), step: step => act({ kind: 'step', step }),
  });
  const panels = inspectPanels(root, act, redraw);
  const source = inspectionSource({
    answer(inspection, question) {
      answerTook = performance.now() - lastAsked;
      act({ kind: 'answer', inspection, question, pointerInside: root.matches(':hover') });
    },
    refused(message, reason, question, unknown) {
      act({ kind: 'refuse', message, question, unknown });
      if (question.step !== null && reason !== 'lost') void lookForNear(question.run, question.step);
      if (reason === 'lost') setTimeout(() => { if (root.isConnected && !source.busy && question.run === state.target.run) ask(0); }, lostPause);
    },
    busy(busy) { root.classList.toggle('is-busy', busy); },
  });
  const lead = guideScene(look => act({ kind: 'look', look }));

  /** Every change goes through here. */
  function act(event: InspectEvent): void {
    const before = state;
    state = reduce(state, event);
    if (state === before) return;
    if (state.refusal !== before.refusal) near = [];
    follow(before, event.kind);
    if (!passing.has(event.kind)) writeQuery('/inspect', queryOf(addressedView(state), location.search), deliberate.has(event.kind));
    redraw(event.kind === 'answer' || event.kind === 'target' || event.kind === 'restore' || state.heads !== before.heads || state.layer !== before.layer || state.head !== before.head || state.view !== before.view || state.arcs !== before.arcs);
  }

  // What the new state needs of the server.
  function follow(before: InspectState, kind: InspectEvent['kind']): void {
    const { target } = state, other = target.run !== before.target.run, now = questionOf(state, options.promptLimit), then = questionOf(before, options.promptLimit);
    if (other || target.status !== before.target.status) followHeads();
    if (other) lead.publish(null);
    if (now === null) source.stop();
    else if (!answers(then, now) || other) ask(kind === 'move' ? keyPause : 0);
    else if (kind === 'target' && state.step === null && state.follow && before.target.status === 'running' && target.status !== 'running') ask(0); // it ended: its last weights
  }

  function ask(delay: number): void {
    const question = questionOf(state, options.promptLimit);
    if (!question) return;
    lastAsked = performance.now();
    source.ask(question, delay);
  }

  async function lookForNear(run: string, step: number): Promise<void> {
    try {
      const response = await fetch(new URL(`api/runs/${encodeURIComponent(run)}/checkpoints`, document.baseURI));
      if (!response.ok) throw new Error(await refusal(response));
      near = nearestOf((await response.json() as KeptCheckpoint[]).map(kept => kept.step), step);
      redraw(false);
    } catch { /* the refusal itself says what is the matter */ }
  }

  function followHeads(): void {
    endHistory();
    panels.history(null);
    if (state.target.layers > 0) endHistory = followHistory(state.target.run, state.target.status === 'running', { history: panels.history, refused() { /* roles are then not shown */ } });
  }

  function redraw(all: boolean): void {
    everything ||= all;
    frame ||= requestAnimationFrame(() => { frame = 0; draw(); });
  }

  function draw(): void {
    const { answer, refusal, view, arcs } = state, all = everything, wrong = tooLong(state.prompt, options.promptLimit) || refusal?.message || '';
    everything = false;
    const shown = answer === null ? (wrong || askedPrompt(state) === '' ? 'refused' : 'loading') : attends(answer) ? 'ready' : 'no-attention';
    if (root.dataset.state !== shown) root.dataset.state = shown;
    page.show(view, arcs);
    prompt.draw({ prompt: state.prompt, unknown: state.unknown, answered: state.answered === askedPrompt(state), inspection: answer, isProbe: state.prompt === state.target.probe });
    prompt.say(wrong && answer ? `${wrong}\nBelow is still the last prompt that worked.` : wrong, near);
    const scene = sceneOf();
    if (scene) panels.draw(scene, headInView(state), all);
    lead.publish(scene);
    tellHost();
  }

  // The same list for as long as the same heads are looked at, so that who draws them can tell.
  let listed: { of: HeadSet; answer: Inspection; list: readonly Head[] } | null = null;
  function sceneOf(): Scene | null {
    const { answer, answered, token, target, step, layer, head, heads, locked, cell, edits } = state;
    if (!answer || token === null || answered === null) return null;
    if (listed?.of !== heads || listed.answer.layers !== answer.layers || listed.answer.heads !== answer.heads) listed = { of: heads, answer, list: headsOf(heads, answer.layers, answer.heads) };
    return { run: target.run, prompt: answered, step, inspection: answer, layer, head, heads: listed.list, token, locked, cell, edits };
  }

  // The controls around the views show what is looked at.
  function tellHost(): void {
    const { step, follow, view, arcs, tab, answer, target } = state, look = { run: target.run, step, at: answer?.step ?? null, follow, view, arcs, tab, attends: answer !== null && attends(answer) }, text = JSON.stringify(look);
    if (text === told) return;
    told = text;
    void host.invokeMethodAsync('Looked', look);
  }

  function wish(next: Wish): void {
    switch (next.kind) {
      case 'arrange': panels.arrange(next.arrange); break;
      case 'controls': page.controls(next.shown); break;
      case 'embed': page.embed(); break;
      case 'file': {
        const scene = sceneOf();
        if (scene) exportMatrix(next.file, scene, panels.palette).then(() => act({ kind: 'say', message: '' }), (error: Error) => act({ kind: 'say', message: error.message }));
        break;
      }
      default: act(next);
    }
  }

  const wentBack = () => {
    const next = viewOf(location.search);
    if (location.pathname.endsWith('/inspect') && next.run === state.target.run) act({ kind: 'restore', address: next }); // another page, or another run: the page tells
  };
  addEventListener('popstate', wentBack);

  // While the run trains, the same question again about once a second, at its newest weights.
  const following = setInterval(() => {
    const pause = Math.max(followPause, answerTook * followShare);
    if (state.follow && state.step === null && state.target.status === 'running' && !document.hidden && !source.busy && performance.now() - lastAsked >= pause) ask(0);
  }, 200);

  act({ kind: 'restore', address: viewOf(location.search) });
  draw(); // before anything can be typed: the prompt is that of the address
  writeQuery('/inspect', queryOf(addressedView(state), location.search), false);
  release(root);
  followHeads();
  ask(0);
  return {
    update(next) {
      if ('wish' in next) { wish(next.wish); return; }
      const other = next.target.run !== state.target.run, address = location.search;
      act({ kind: 'target', target: next.target, address });
      if (other && !onlyARun(address) && viewOf(address).run === next.target.run) act({ kind: 'restore', address: viewOf(address) });
    },
    dispose() {
      lead.end();
      source.stop();
      page.dispose();
      panels.dispose();
      endHistory();
      removeEventListener('popstate', wentBack);
      clearInterval(following);
      cancelAnimationFrame(frame);
    },
  };
}
