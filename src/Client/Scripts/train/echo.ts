// Tells a selection that comes back from the component, because the stage sent it, from one that comes from the address.

/** How long an answer may take, in ms. */
const patience = 2000;

export interface Selection { readonly layer: number; readonly head: number; readonly token: number | null }

export class Echo {
  private sent: { readonly selection: Selection; readonly at: number }[] = [];

  send(selection: Selection): void { this.sent.push({ selection, at: performance.now() }); }

  /** Whether it was sent just now; those sent before it will not come back any more. */
  isOf({ layer, head, token }: Selection): boolean {
    this.sent = this.sent.filter(({ at }) => performance.now() - at < patience);
    const index = this.sent.findIndex(({ selection }) => selection.layer === layer && selection.head === head && selection.token === token);
    if (index >= 0) this.sent.splice(0, index + 1);
    return index >= 0;
  }
}
