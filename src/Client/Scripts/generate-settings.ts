// The settings of a generation: read from the form, checked against what is allowed, written into the address.

export interface GenerateRequest { prompt?: string; tokens: number; temperature: number; topK: number; topP: number; seed: number }

export interface SettingLimits { prompt: number; tokens: number; vocabulary: number }

/** The names of the number fields, what they mean to the server, and their bounds. */
export interface NumberField { name: 'tokens' | 'temperature' | 'topK' | 'topP' | 'seed'; label: string; least: number; most: number; whole: boolean; standard: number }

export function numberFields(limits: SettingLimits): NumberField[] {
  return [
    { name: 'tokens', label: 'Tokens', least: 1, most: limits.tokens, whole: true, standard: Math.min(300, limits.tokens) },
    { name: 'temperature', label: 'Temperature', least: 0, most: 10, whole: false, standard: 0.8 },
    { name: 'topK', label: 'Top-k', least: 0, most: limits.vocabulary, whole: true, standard: 0 },
    { name: 'topP', label: 'Top-p', least: 0.01, most: 1, whole: false, standard: 1 },
    { name: 'seed', label: 'Seed', least: 0, most: 2 ** 31 - 1, whole: true, standard: 1337 },
  ];
}

/** What is wrong with a field's text, or null. */
export function complaint(field: NumberField, text: string): string | null {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return `${field.label} must be a number from ${field.least} to ${field.most}.`;
  if (field.whole && !Number.isInteger(value)) return `${field.label} must be a whole number; it is ${text}.`;
  if (value < field.least || value > field.most) return `${field.label} must be from ${field.least} to ${field.most}; it is ${text}.`;
  return null;
}

/** The query string of the Generate page; what is at its standard is left out. */
export function settingsQuery(run: string, prompt: string, values: Record<string, string>, fields: readonly NumberField[], view: { layer: number; head: number }): string {
  const query = new URLSearchParams({ run });
  if (prompt !== '') query.set('prompt', prompt);
  for (const field of fields) if (Number(values[field.name]) !== field.standard) query.set(field.name, values[field.name]);
  if (view.layer > 0) query.set('layer', String(view.layer));
  if (view.head > 0) query.set('head', String(view.head));
  return `?${query}`;
}
