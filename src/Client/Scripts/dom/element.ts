// Making and finding DOM elements in one line each.

/** A new element with classes, text and attributes. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, className = '', text = '', attributes: Record<string, string> = {}): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** The element marked data-part="name" under a root; the component's markup and its script agree on these names. */
export function part<T extends HTMLElement = HTMLElement>(root: HTMLElement, name: string): T {
  const found = root.querySelector<T>(`[data-part="${name}"]`);
  if (!found) throw new Error(`The page lacks the part “${name}”.`);
  return found;
}

/** Lets controls go that were rendered disabled and marked data-waits until this script is there to answer them. */
export function release(root: HTMLElement): void {
  for (const control of root.querySelectorAll<HTMLInputElement | HTMLButtonElement>('[data-waits]')) control.disabled = false;
  root.addEventListener('click', event => { if ((event.target as Element).closest('[aria-disabled="true"]')) { event.preventDefault(); event.stopImmediatePropagation(); } }, true);
}

/** A button that cannot be pressed now keeps the focus and says why; null lets it be pressed, with its own hint. */
export function bar(button: HTMLElement, why: string | null): void {
  const hint = button.dataset.hint ??= button.title;
  button.title = why ?? hint;
  if (why === null) button.removeAttribute('aria-disabled'); else button.setAttribute('aria-disabled', 'true');
}

/** Says in a notice (Controls/Shell/ScriptNotice.razor) what went wrong; nothing takes it away. */
export function sayIn(root: HTMLElement, message: string, name = 'notice'): void {
  part(root, name).hidden = message === '';
  setText(part(root, `${name}-words`), message);
}

/** Sets text only where it differs, and in the node that is there: one put in has the styles around it asked again. */
export function setText(element: Element, text: string): void {
  if (element.textContent === text) return;
  const node = element.firstChild;
  if (node instanceof Text && !node.nextSibling) node.data = text;
  else element.textContent = text;
}

/** Makes a list have exactly count children, adding with create and removing from the end. */
export function resize(list: Element, count: number, create: (index: number) => Element): void {
  while (list.children.length > count) list.lastElementChild!.remove();
  while (list.children.length < count) list.append(create(list.children.length));
}
