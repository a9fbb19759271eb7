// The page with or without its controls, one view or all of them, and its snippet for a frame on another page.
import { part } from '../dom/element';
import type { Host } from '../dom/widget';
import type { ViewName } from './address';

export interface PageFrame {
  show(view: ViewName, arcs: boolean): void;
  controls(shown: boolean): void;
  /** Hands the page's snippet to whoever shows it. */
  embed(): void;
  dispose(): void;
}

/** Height of the frame in the snippet, in pixels. */
const frameHeight = 760;

export function pageFrame(root: HTMLElement, host: Host): PageFrame {
  const page = document.documentElement, show = part<HTMLButtonElement>(root, 'show-controls');

  const controls = (shown: boolean) => {
    const address = new URL(location.href);
    if (shown) address.searchParams.delete('controls'); else address.searchParams.set('controls', 'no');
    history.replaceState(history.state, '', address);
    if (shown) delete page.dataset.controls; else page.dataset.controls = 'no';
    (shown ? part(root, 'prompt') : show).focus();
  };
  if (new URLSearchParams(location.search).get('controls') === 'no') page.dataset.controls = 'no';
  show.addEventListener('click', () => controls(true));
  part<HTMLAnchorElement>(root, 'open-lab').addEventListener('click', event => { (event.currentTarget as HTMLAnchorElement).href = withoutFrame(location.href); });

  return {
    controls,
    show(view, arcs) {
      if (root.dataset.view !== view) root.dataset.view = view;
      if (root.dataset.arcs !== String(arcs)) root.dataset.arcs = String(arcs);
    },
    embed() { void host.invokeMethodAsync('Embed', snippetOf(location.href)); },
    dispose() { delete page.dataset.controls; },
  };
}

/** The address without what only a frame needs. */
export function withoutFrame(address: string): string {
  const url = new URL(address);
  url.searchParams.delete('embed');
  url.searchParams.delete('controls');
  return url.href;
}

/** An iframe that shows what the address shows, without the lab's header and controls. */
export function snippetOf(address: string): string {
  const url = new URL(withoutFrame(address));
  url.searchParams.set('embed', '1');
  url.searchParams.set('controls', 'no');
  return `<iframe src="${url.href.replaceAll('&', '&amp;').replaceAll('"', '%22')}" title="Attention in a small GPT, AttentionLab" width="100%" height="${frameHeight}" style="border:0" allow="clipboard-write"></iframe>`;
}
