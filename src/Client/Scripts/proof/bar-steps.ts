// The steps from a query and its keys to what the head says, each as one row of bars with a name, what it is for and its number at a key.
import { threeDecimals } from '../words/number-format';
import type { Cell } from '../inspect/scene';
import type { ProofRow } from './proof-row';

export interface BarStep {
  readonly name: string;
  /** What it is for, in a few words. */
  readonly says: string;
  /** One a token, or one a channel of the head. */
  readonly values: readonly number[];
  /** Tokens from here on are masked. */
  readonly seen: number;
  readonly perChannel: boolean;
  /** What the bars reach from and to; zero lies between. */
  readonly least: number;
  readonly most: number;
  /** The number at the key in view; null where there is none. */
  readonly shown: number | null;
  readonly spoken: string;
}

/** The key that is read: the one pointed at, else the one with most weight. */
export function keyOf({ token, weights, tokens }: Pick<ProofRow, 'token' | 'weights' | 'tokens'>, cell: Cell | null): number {
  if (cell?.query === token && cell.key < tokens.length) return cell.key;
  let best = 0;
  for (let key = 1; key < weights.length; key++) if (weights[key] > weights[best]) best = key;
  return best;
}

/** Of a head that only averages there is no query and no key: it begins with its weights. */
export function barSteps(row: ProofRow, key: number): BarStep[] {
  const { average, raw, scaled, added, exp, sum, weights, output, divisor, seen, size } = row, hidden = key >= seen;
  const step = (name: string, says: string, list: ArrayLike<number>, perChannel = false): BarStep => {
    const values = Array.from(list), counted = perChannel ? values : values.slice(0, seen), finite = counted.filter(Number.isFinite);
    const shown = perChannel || hidden ? null : values[key];
    return {
      name, says, values: values.map(value => Number.isFinite(value) ? value : 0), seen, perChannel, shown, least: Math.min(0, ...finite), most: Math.max(0, ...finite),
      spoken: `${name}: ${perChannel ? `${values.length} number${values.length === 1 ? '' : 's'}` : shown === null ? 'this key is masked' : `${threeDecimals(shown)} at the key in view`}`,
    };
  };
  const asked = average ? [] : [
    step('q · k', 'how well they match', raw),
    divisor === 1 ? null : step(`÷ √${size}`, 'so that it stays small', scaled),
    added ? step('+ intervention', 'what was changed by hand', added) : null,
    step('e^(x − max)', 'never negative', exp),
  ].filter(one => one !== null);
  return [...asked, step(average ? 'weight' : `÷ their sum ${threeDecimals(sum)}`, 'a row adds up to 1', weights), step('× v, added up', 'what the head says', output, true)];
}
