// The Inspect view: asks the server, keeps what is looked at, and publishes it (scene.ts) to its own panels and to all others on the page.
import { part, release, setText } from './element';
import { followHistory } from './head-history-source';
import { exportMatrix } from './inspect-export';
import { inspectFrame } from './inspect-frame';
import { inspectPanels } from './inspect-panels';
import { inspectionSource } from './inspect-source';
import { stepChoice } from './inspect-steps';
import { queryOf, viewOf, writeQuery } from './inspect-url';
import { attends, type Inspection } from './inspection';
import { countText } from './number-text';
import { guideScene, type Look, type Scene } from './scene';
import { stepNotice } from './step-notice';
import { clicked, headsOf, sameHead, shifted, type Head, type HeadSet } from './views/head-set';
import type { Widget } from './widget';

/** The run in view, as the page knows it. */
export interface InspectTarget { run: string; status: string; step: number; hasWeights: boolean; probe: string; layers: number; heads: number }

export interface InspectOptions { target: InspectTarget; promptLimit: number }

/** Between two questions of a training run that is followed, in ms; and at least so many times what an answer takes, so that training keeps its pace. */
const followPause = 1000, followShare = 20;
/** How long the keyboard may go on before a row is asked for, in ms. */
const keyPause = 80;

export function initialize(root: HTMLElement, options: InspectOptions): Widget<InspectTarget> {
  let target = options.target, scene: Scene | null = null, frame = 0, everything = false;
  let { layer, head, heads, token, step, view, edits } = { ...viewOf(location.search), layer: 0, head: 0 };
  let locked = token, cell: Scene['cell'] = null;
  let lastAsked = 0, answerTook = 0, answeredPrompt: string | null = null, missed: number | null = null, endHistory = () => {};

  const prompt = part<HTMLTextAreaElement>(root, 'prompt'), follow = part<HTMLInputElement>(root, 'follow'), notice = part(root, 'notice');

  const draw = (all: boolean) => {
    everything ||= all;
    frame ||= requestAnimationFrame(() => { frame = 0; render(); });
  };
  const hold = (next: number) => {
    locked = token = next;
    cell = null;
    address(false);
    draw(false);
  };
  const point = (next: Scene['cell']) => {
    if (next?.query === cell?.query && next?.key === cell?.key) return;
    cell = next;
    if (next && locked === null) token = next.query;
    draw(false);
  };
  const chooseHeads = (next: HeadSet, chosen: Head) => {
    const first = next === 'all' || next.some(each => sameHead(each, chosen)) ? chosen : next[0], asks = first.layer !== layer || first.head !== head;
    heads = next;
    layer = first.layer;
    head = first.head;
    address(true);
    draw(true);
    if (asks) ask(0);
  };
  const actions = {
    leave() { point(null); },
    preview(next: number) {
      if (locked !== null) point({ query: locked, key: next });
      else if (next !== token || cell !== null) { token = next; cell = null; draw(false); }
    },
    move(next: number) {
      if (locked === null || next === locked) { actions.preview(next); return; }
      hold(next);
      ask(keyPause);
    },
    lock(next: number) {
      if (locked === next) { actions.release(); return; }
      hold(next);
      ask(0);
    },
    hold(next: number) { if (locked !== next) { hold(next); ask(0); } },
    release() { if (locked === null) return; locked = null; address(false); draw(false); },
    point,
    choose(next: Head, more: boolean) { chooseHeads(more ? shifted(heads, next) : clicked(heads, next), next); },
    isolate(next: Head) { chooseHeads([next], next); },
    redraw() { draw(true); },
    again() { draw(false); },
  };
  const panels = inspectPanels(root, actions);
  const go = (next: number | null) => {
    if (next === step) return;
    step = next;
    steps.show(step);
    training();
    address(true);
    ask(0);
  };
  const steps = stepChoice(root, go, () => { if (missed !== null) missing(steps.near(missed)); });
  const page = inspectFrame(root, next => { view = next; page.show(view); address(true); draw(true); });
  const missing = stepNotice(part(root, 'notice-steps'), go);

  const source = inspectionSource({
    answer(inspection, question) {
      if (question.run !== target.run) return;
      answerTook = performance.now() - lastAsked;
      answeredPrompt = question.prompt;
      say('');
      accept(inspection);
      if (locked !== null && question.token === null && attends(inspection)) ask(0);
    },
    refused(message, reason, question) {
      if (question.run !== target.run) return;
      say(reason === 'invalid' ? message + lastWorked() : message);
      missed = question.step;
      if (missed !== null) missing(steps.near(missed));
      if (scene === null) root.dataset.state = 'refused';
      if (reason === 'lost') setTimeout(() => { if (root.isConnected && !source.busy && question.run === target.run) ask(0); }, 2000);
    },
    busy(busy) { root.classList.toggle('is-busy', busy); },
  });

  // The same list for as long as the same heads are looked at, so that who draws them can tell.
  let listed: { of: HeadSet; layers: number; across: number; list: readonly Head[] } | null = null;
  const listOf = (layers: number, across: number) => {
    if (listed?.of !== heads || listed.layers !== layers || listed.across !== across) listed = { of: heads, layers, across, list: headsOf(heads, layers, across) };
    return listed.list;
  };
  const sceneOf = (inspection: Inspection, querying: number): Scene => ({
    run: target.run, prompt: answeredPrompt ?? prompt.value, step, inspection, layer, head, heads: listOf(inspection.layers, inspection.heads),
    token: querying, locked: locked !== null, cell, edits,
  });

  const accept = (inspection: Inspection) => {
    const { tokens } = inspection, last = tokens.length - 1;
    if (attends(inspection)) fitHeads(inspection.layers, inspection.heads);
    if (locked !== null && locked > last) { locked = null; address(false); }
    token = Math.min(token ?? last, last);
    if (scene && scene.inspection.tokens.length !== tokens.length && locked === null && !root.matches(':hover')) token = last;
    if (cell && (cell.query > last || cell.key > last)) cell = null;
    scene = sceneOf(inspection, token);
    for (const skeleton of root.querySelectorAll('.ins-skeleton')) skeleton.remove();
    root.dataset.state = attends(inspection) ? 'ready' : 'no-attention';
    panels.first(scene);
    draw(true);
  };

  const render = () => {
    if (!scene || token === null) return;
    scene = sceneOf(scene.inspection, token);
    const all = everything;
    everything = false;
    panels.draw(scene, all);
    lead.publish(scene);
  };

  const lastWorked = () => (scene === null ? '' : '\nBelow is still the last prompt that worked.');
  const say = (message: string) => { setText(notice, message); notice.hidden = message === ''; missed = null; missing([]); };
  const address = (deliberate: boolean) => writeQuery('/inspect', queryOf({
    run: target.run, prompt: prompt.value === target.probe ? null : prompt.value, layer, head, heads, token: locked, step, view, edits,
  }, location.search), deliberate);
  const count = () => {
    setText(part(root, 'prompt-length'), prompt.value === '' && scene ? 'empty; below is still the last prompt' : `${countText(prompt.value.length)} / ${countText(options.promptLimit)}`);
    part<HTMLButtonElement>(root, 'use-probe').disabled = prompt.value === target.probe;
  };
  const ask = (delay: number) => {
    if (!target.hasWeights) return;
    if (prompt.value === '') { // nothing to ask about: the field says what to do
      source.stop();
      say('');
      if (scene === null) root.dataset.state = 'refused';
      return;
    }
    if (prompt.value.length > options.promptLimit) {
      say(`The prompt has ${countText(prompt.value.length)} characters; at most ${countText(options.promptLimit)} are allowed.${lastWorked()}`);
      return;
    }
    lastAsked = performance.now();
    const has = target.layers > 0; // a row is asked for only where the last answer had it: the prompt may have become shorter
    source.ask({
      run: target.run, prompt: prompt.value, step, edits, layer: has ? layer : null, head: has ? head : null,
      token: has && answeredPrompt === prompt.value ? locked : null,
    }, delay);
  };
  const training = () => {
    follow.disabled = target.status !== 'running' || step !== null;
    follow.title = step !== null ? `The weights of step ${countText(step)} stay as they are.` : follow.disabled ? 'This run is not training at the moment.' : 'Asks about once a second, at the newest weights.';
    steps.refresh(target.run, target.status === 'running');
  };
  const fitHeads = (layers: number, across: number) => {
    layer = Math.max(0, Math.min(layer, layers - 1));
    head = Math.max(0, Math.min(head, across - 1));
    if (heads !== 'all' && layers > 0 && headsOf(heads, layers, across).length < heads.length) heads = [{ layer, head }];
  };
  const written = () => { ask(0); count(); address(true); }; // the question first: the address costs the browser milliseconds
  const followHeads = () => {
    endHistory();
    panels.history(null);
    if (target.layers > 0) endHistory = followHistory(target.run, target.status === 'running', { history: panels.history, refused() { /* roles are then not shown */ } });
  };

  /** Takes over what the address says; the prompt is the run's probe where it says none. */
  const restore = () => {
    const next = viewOf(location.search);
    ({ heads, step, view, edits } = next);
    layer = next.layer ?? 0;
    head = next.head ?? 0;
    locked = token = next.token;
    cell = null;
    prompt.value = next.prompt ?? target.probe;
    if (target.layers > 0) fitHeads(target.layers, target.heads);
    if (heads !== 'all' && !heads.some(each => each.layer === layer && each.head === head)) heads = [{ layer, head }, ...heads];
    steps.show(step);
    page.show(view);
    count();
    training();
  };
  const asksOnlyForARun = () => [...new URLSearchParams(location.search).keys()].every(name => name === 'run' || name === 'embed' || name === 'controls');
  const wentBack = () => {
    const next = viewOf(location.search);
    if (!location.pathname.endsWith('/inspect') || next.run !== target.run) return; // another page, or another run: the page tells
    restore();
    draw(true);
    ask(0);
  };

  // What the other panels ask for.
  const follows = (next: Look) => {
    if (next.cell !== undefined) point(next.cell);
    if (next.layer !== undefined || next.head !== undefined) {
      const chosen = { layer: next.layer ?? layer, head: next.head ?? head };
      if (!sameHead(chosen, { layer, head })) chooseHeads([chosen], chosen);
    }
    if (next.token === null) actions.release();
    else if (next.token !== undefined && next.token !== locked) actions.lock(next.token);
    if (next.step !== undefined) go(next.step);
    if (next.edits !== undefined && next.edits !== edits) {
      edits = next.edits;
      address(true);
      ask(0);
    }
    if (next.prompt !== undefined && next.prompt !== prompt.value) { prompt.value = next.prompt; written(); }
  };
  const lead = guideScene(follows);

  prompt.addEventListener('input', written);
  part(root, 'use-probe').addEventListener('click', () => { prompt.value = target.probe; written(); });
  part(root, 'release').addEventListener('click', () => { actions.release(); if (token !== null) panels.focusToken(token); });
  part(root, 'zoom-in').addEventListener('click', () => panels.zoom(1.25));
  part(root, 'zoom-out').addEventListener('click', () => panels.zoom(0.8));
  part(root, 'zoom-fit').addEventListener('click', () => panels.zoom('fit'));
  part(root, 'matrix-files').addEventListener('click', event => {
    const kind = (event.target as HTMLElement).dataset.kind;
    if (!kind || !scene) return;
    exportMatrix(kind, scene, panels.palette).then(() => say(''), (error: Error) => say(error.message));
  });
  addEventListener('popstate', wentBack);

  // Following: while the run trains, the same question again about once a second, at its newest weights.
  const following = setInterval(() => {
    const pause = Math.max(followPause, answerTook * followShare);
    if (follow.checked && step === null && target.status === 'running' && !document.hidden && !source.busy && performance.now() - lastAsked >= pause) ask(0);
  }, 200);

  restore();
  release(root);
  address(false);
  followHeads();
  ask(0);
  return {
    update(next) {
      const before = target, changed = next.run !== before.run;
      target = next;
      if (changed) {
        const typed = prompt.value === before.probe ? null : prompt.value, stays = { heads, layer, head, view };
        scene = null;
        lead.publish(null);
        answeredPrompt = null;
        restore();
        if (asksOnlyForARun()) { // chosen from the list: what was looked at is looked at in the other run
          if (typed !== null) prompt.value = typed;
          ({ heads, layer, head, view } = stays);
          page.show(view);
          step = edits = locked = token = null;
          fitHeads(next.layers, next.heads);
          steps.show(null);
        }
        say('');
        root.dataset.state = 'loading';
        count();
        training();
        address(false);
        followHeads();
        ask(0);
      } else {
        training();
        if (next.status !== before.status) followHeads();
        if (step === null && next.hasWeights && (!before.hasWeights || (follow.checked && before.status === 'running' && next.status !== 'running'))) ask(0);
      }
      setText(part(root, 'behind'), next.status === 'running' && (step !== null || !follow.checked) && scene && scene.inspection.step < next.step ? `the run is at ${countText(next.step)}` : '');
    },
    dispose() {
      lead.end();
      source.stop();
      steps.dispose();
      page.dispose();
      panels.dispose();
      endHistory();
      removeEventListener('popstate', wentBack);
      clearInterval(following);
      cancelAnimationFrame(frame);
    },
  };
}
