// Writes a page's view into the address, without a history entry for each choice.
import { replaceQuery } from '../dom/address-bar';
import type { Widget } from '../dom/widget';

interface AddressData { path: string; query: string }

export function initialize(_: HTMLElement, data: AddressData): Widget<AddressData> {
  const write = ({ path, query }: AddressData) => replaceQuery(path, query);
  write(data);
  return { update: write, dispose() {} };
}
