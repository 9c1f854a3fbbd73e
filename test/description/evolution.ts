/** Test data: the history of Airbyte's description, row by row, beside the checkout. */
import { existsSync, readFileSync } from 'node:fs';

const file = new URL('../../../shared/api/evolution.tsv', import.meta.url);

export const haveEvolution = existsSync(file);

export interface Row {
  readonly line: number;
  readonly date: string;
  readonly kind: string;
  readonly scope: string;
  readonly field: string;
  readonly old: string;
  readonly new: string;
  readonly impact: string;
}

/** Rows after the first day, up to the last one. */
export function rowsBetween(after: string, upTo: string): readonly Row[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .slice(1)
    .flatMap((text, index) => {
      const [date = '', , , kind = '', scope = '', field = '', old = '', now = '', , impact = ''] = text.split('\t');
      return date > after && date <= upTo ? [{ line: index + 2, date, kind, scope, field, old, new: now, impact }] : [];
    });
}

const opposites: Readonly<Record<string, string>> = {
  field_added: 'field_removed',
  field_removed: 'field_added',
  model_added: 'model_removed',
  model_removed: 'model_added',
  enum_value_added: 'enum_value_removed',
  enum_value_removed: 'enum_value_added',
};

/** A row that a later or an earlier one of the same span takes back, as far as the two documents can show. */
export function takenBack(rows: readonly Row[]): ReadonlySet<Row> {
  const gone = new Set<Row>();
  for (const row of rows) {
    const value = (of: Row): string => (of.kind.startsWith('enum') ? of.old + of.new : of.field);
    const earlier = rows.find(
      (other) =>
        !gone.has(other) &&
        !gone.has(row) &&
        rows.indexOf(other) !== rows.indexOf(row) &&
        other.kind === opposites[row.kind] &&
        other.scope === row.scope &&
        value(other) === value(row),
    );
    if (earlier === undefined) continue;
    gone.add(row);
    gone.add(earlier);
  }
  return gone;
}
