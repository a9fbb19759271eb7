// What the page itself says of a prompt that it does not ask about.
import { countText } from '../words/number-text';

/** Why a prompt is not asked about; nothing where it is. */
export const tooLong = (prompt: string, limit: number): string =>
  prompt.length > limit ? `The prompt has ${countText(prompt.length)} characters; at most ${countText(limit)} are allowed.` : '';
