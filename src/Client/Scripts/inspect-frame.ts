// The page with or without its controls, and its snippet for a frame on another page.
import { part, setText } from './element';
import type { ViewName } from './inspect-url';

export interface InspectFrame { show(view: ViewName): void; dispose(): void }

/** Height of the frame in the snippet, in pixels. */
const frameHeight = 760;

export function inspectFrame(root: HTMLElement, choose: (view: ViewName) => void): InspectFrame {
  const views = [...root.querySelectorAll<HTMLInputElement>('[name="ins-view"]')], page = document.documentElement;
  const snippet = part<HTMLTextAreaElement>(root, 'embed-code'), said = part(root, 'embed-said'), embed = part<HTMLDetailsElement>(root, 'embed');

  const controls = (shown: boolean) => {
    const address = new URL(location.href);
    if (shown) address.searchParams.delete('controls'); else address.searchParams.set('controls', 'no');
    history.replaceState(history.state, '', address);
    if (shown) delete page.dataset.controls; else page.dataset.controls = 'no';
    part(root, shown ? 'hide-controls' : 'show-controls').focus();
  };
  if (new URLSearchParams(location.search).get('controls') === 'no') page.dataset.controls = 'no';

  part(root, 'hide-controls').addEventListener('click', () => controls(false));
  part(root, 'show-controls').addEventListener('click', () => controls(true));
  part<HTMLAnchorElement>(root, 'open-lab').addEventListener('click', event => {
    (event.currentTarget as HTMLAnchorElement).href = withoutFrame(location.href);
  });
  for (const view of views) view.addEventListener('change', () => choose(view.value as ViewName));
  embed.addEventListener('toggle', () => { if (embed.open) { snippet.value = snippetOf(location.href); setText(said, ''); } });
  const close = (event: Event) => { if (embed.open && (event instanceof KeyboardEvent ? event.key === 'Escape' : !embed.contains(event.target as Node))) embed.open = false; };
  for (const kind of ['pointerdown', 'keydown']) addEventListener(kind, close);
  snippet.addEventListener('focus', () => snippet.select());
  part(root, 'embed-copy').addEventListener('click', () => {
    navigator.clipboard?.writeText(snippet.value).then(() => setText(said, 'Copied.'), () => { snippet.focus(); setText(said, 'The browser does not let this page copy; the snippet is selected.'); });
    if (!navigator.clipboard) { snippet.focus(); setText(said, 'Selected: copy it with the keyboard.'); }
  });

  return {
    show(view) {
      root.dataset.view = view;
      for (const each of views) each.checked = each.value === view;
    },
    dispose() {
      delete page.dataset.controls;
      for (const kind of ['pointerdown', 'keydown']) removeEventListener(kind, close);
    },
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

