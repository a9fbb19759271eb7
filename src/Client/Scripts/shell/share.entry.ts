// Copies a text, or the page's address; where the browser forbids that, shows it selected, to be copied by hand.
import { part, release, setText } from '../dom/element';
import type { Widget } from '../dom/widget';

const thanksFor = 2000; // milliseconds

/** `text` null is the page's address. */
interface CopyOptions { text: string | null; label: string }

export function initialize(root: HTMLElement, { text, label: words }: CopyOptions): Widget<unknown> {
  const button = part<HTMLButtonElement>(root, 'copy'), label = part(root, 'label'), said = part(root, 'said'), address = part<HTMLInputElement>(root, 'address');
  let back = 0;

  const say = (short: string, long: string) => {
    setText(label, short);
    setText(said, long);
    clearTimeout(back);
    back = window.setTimeout(() => { setText(label, words); setText(said, ''); }, thanksFor);
  };
  const byHand = () => {
    address.value = text ?? location.href;
    address.hidden = false;
    address.focus();
    address.select();
    setText(said, 'The browser does not let this page copy; the text is selected.');
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text ?? location.href);
      address.hidden = true;
      say('Copied', 'Copied.');
    } catch {
      byHand(); // no permission, or a page that is not served securely
    }
  };

  button.addEventListener('click', () => void copy());
  address.addEventListener('keydown', event => { if (event.key === 'Escape') { address.hidden = true; button.focus(); } });
  address.addEventListener('blur', () => { address.hidden = true; });
  release(root);
  return { update() {}, dispose() { clearTimeout(back); } };
}
