// When the server was started anew the page's circuit is gone: as soon as the server answers, the page is loaded again. Its address restores the view.

const modal = document.getElementById('components-reconnect-modal');
const has = (state: string) => modal?.classList.contains(`components-reconnect-${state}`) ?? false;
let asking = false;

async function reloadWhenBack(): Promise<void> {
  if (asking) return;
  asking = true;
  while (has('failed') || has('rejected')) {
    try {
      if ((await fetch(new URL('healthz', document.baseURI), { cache: 'no-store' })).ok) return location.reload();
    } catch { /* not back yet */ }
    await new Promise(resolve => setTimeout(resolve, 1000));
  }
  asking = false;
}

if (modal) new MutationObserver(() => void reloadWhenBack()).observe(modal, { attributes: true, attributeFilter: ['class'] });
