/** Values in titles and reports: short, on one line. */
export function show(value: unknown, limit = 120): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? 'nothing');
  return text.length > limit ? `${text.slice(0, limit)}…` : text;
}
