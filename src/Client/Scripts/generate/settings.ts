// The settings of a generation: what each means, what is allowed, and what is wrong with what was typed.
import { countText, numberText } from '../words/number-text';

export interface SettingLimits { prompt: number; tokens: number; vocabulary: number }

export type SettingName = 'tokens' | 'temperature' | 'topK' | 'topP' | 'seed';

/** The names of the number fields, what they mean to the server, and their bounds. */
export interface NumberField { name: SettingName; label: string; least: number; most: number; whole: boolean; standard: number }

export function numberFields(limits: SettingLimits): NumberField[] {
  return [
    { name: 'tokens', label: 'Tokens', least: 1, most: limits.tokens, whole: true, standard: Math.min(300, limits.tokens) },
    { name: 'temperature', label: 'Temperature', least: 0, most: 10, whole: false, standard: 0.8 },
    { name: 'topK', label: 'Top-k', least: 0, most: limits.vocabulary, whole: true, standard: 0 },
    { name: 'topP', label: 'Top-p', least: 0.01, most: 1, whole: false, standard: 1 },
    { name: 'seed', label: 'Seed', least: 0, most: 2 ** 31 - 1, whole: true, standard: 1337 },
  ];
}

/** The settings in which side B may differ; what is left empty is as on side A. */
export const comparable: readonly SettingName[] = ['temperature', 'topK', 'topP'];

/** What is wrong with a field's text, or null. */
export function complaint(field: NumberField, text: string): string | null {
  const value = Number(text), range = `from ${numberText(field.least)} to ${numberText(field.most)}`;
  if (text.trim() === '' || !Number.isFinite(value)) return `${field.label} must be a number ${range}.`;
  if (field.whole && !Number.isInteger(value)) return `${field.label} must be a whole number; it is ${text}.`;
  if (value < field.least || value > field.most) return `${field.label} must be ${range}; it is ${text}.`;
  return null;
}

/** Which part of a prompt the model will see, before its tokens are known; empty where all of it fits. */
export function sightOf(prompt: string, context: number, characters: boolean): string {
  const length = [...prompt].length;
  if (length <= context) return '';
  return characters
    ? `${countText(length)} tokens: the model sees the last ${countText(context)}, from “${[...prompt].slice(-context).slice(0, 12).join('').replace(/\n/g, '↵')}${context > 12 ? '…' : ''}” on.`
    : `${countText(length)} characters: the model sees the last ${countText(context)} tokens of them.`;
}
