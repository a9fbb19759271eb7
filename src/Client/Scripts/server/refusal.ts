// What the server says when it refuses, as sentences.
import type { ProblemDetails } from '../contract';

/** Fields that the page has no other name for; what is said of them stands for itself. */
const plainly = /^(prompt|text|token|interventions\b.*)$/;

/** What a problem-details answer says, field by field if it names fields. */
export const refusal = async (response: Response): Promise<string> => (await refusalWith(response)).message;

/** The same with the characters of a prompt that the run's text does not have. */
export async function refusalWith(response: Response): Promise<{ message: string; unknown: readonly string[] }> {
  try {
    const problem = await response.json() as ProblemDetails;
    const fields = Object.entries(problem.errors ?? {}).map(([field, said]) => `${plainly.test(field) ? '' : `${field}: `}${[said].flat().join(' ')}`);
    return { message: (fields.length > 0 ? fields.join(' ') : problem.detail ?? problem.title) || `The server answered ${response.status}.`, unknown: problem.unknown ?? [] };
  } catch {
    return { message: `The server answered ${response.status}.`, unknown: [] };
  }
}
