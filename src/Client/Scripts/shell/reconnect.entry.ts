// The page's circuit when the server is gone: attempts to have it back wait longer and longer; where it is lost for good, the page is loaded again as soon as the server answers. Its address restores the view.
import { waitBefore } from '../server/retry-waits';

interface BlazorStart { start(options: object): Promise<void> }

const modal = document.getElementById('components-reconnect-modal');
const has = (state: string) => modal?.classList.contains(`components-reconnect-${state}`) ?? false;
let asking = false;

async function reloadWhenBack(): Promise<void> {
  if (asking) return;
  asking = true;
  for (let failed = 0; has('failed') || has('rejected'); failed++) {
    try {
      if ((await fetch(new URL('healthz', document.baseURI), { cache: 'no-store' })).ok) return location.reload();
    } catch { /* not back yet */ }
    await new Promise(resolve => setTimeout(resolve, waitBefore(failed)));
  }
  asking = false;
}

// What is typed while nobody listens would be lost: fields take nothing until the server is back.
function hold(): void {
  const down = ['show', 'failed', 'rejected'].some(has);
  document.body.toggleAttribute('data-down', down);
  for (const field of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(down ? 'input:read-write, textarea:read-write' : '[data-held]')) {
    field.readOnly = down;
    field.toggleAttribute('data-held', down);
  }
}

if (modal) new MutationObserver(() => { hold(); void reloadWhenBack(); }).observe(modal, { attributes: true, attributeFilter: ['class'] });

// Blazor's own ten first attempts come at once. It takes other waits only at its start, which the page leaves to this script: <script src="blazor.web.js" autostart="false">.
if (document.querySelector('script[autostart="false"]'))
  void (globalThis as unknown as { Blazor: BlazorStart }).Blazor.start({ circuit: { reconnectionOptions: { retryIntervalMilliseconds: waitBefore } } });
