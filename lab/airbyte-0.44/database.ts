/** What the tables refuse, in the words of PostgreSQL and jOOQ. */
import type { Refusal } from '../../src/backend/refusal.ts';
import { listOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { uncaught } from './java-errors.ts';

/** Columns in the order of the statement; a type where the value is cast to it. */
interface Table {
  readonly name: string;
  readonly columns: readonly (readonly [string, string?])[];
}

const uuid = 'uuid';
const time = 'timestamp(6) with time zone';
const own = (type: string): string => `"public"."${type}"`;

/** Operations of connections; their blocks are JSON. */
export const operationTable: Table = {
  name: 'operation',
  columns: [
    ['id', uuid],
    ['workspace_id', uuid],
    ['name'],
    ['operator_type', own('operator_type')],
    ['operator_normalization', 'jsonb'],
    ['operator_dbt', 'jsonb'],
    ['operator_webhook', 'jsonb'],
    ['tombstone'],
    ['created_at', time],
    ['updated_at', time],
  ],
};

/** One row for each connection, the catalog included. */
export const connectionTable: Table = {
  name: 'connection',
  columns: [
    ['id', uuid],
    ['namespace_definition', own('namespace_definition_type')],
    ['namespace_format'],
    ['prefix'],
    ['source_id', uuid],
    ['destination_id', uuid],
    ['name'],
    ['catalog', 'jsonb'],
    ['field_selection_data', 'jsonb'],
    ['status', own('status_type')],
    ['schedule', 'jsonb'],
    ['manual'],
    ['schedule_type', own('schedule_type')],
    ['schedule_data', 'jsonb'],
    ['resource_requirements', 'jsonb'],
    ['source_catalog_id', uuid],
    ['geography', own('geography_type')],
    ['breaking_change'],
    ['non_breaking_change_preference'],
    ['created_at', time],
    ['updated_at', time],
  ],
};

/** Which statement the database complains about. */
export type Write = 'insert' | 'update';

/** 500 with the statement, and what the database says about it. */
export function databaseRefused(write: Write, table: Table, reason: string): Refusal {
  const statement = write === 'insert' ? insertOf(table) : updateOf(table);
  const text = `SQL [${statement}]; ERROR: ${reason}`;
  return uncaught('org.jooq.exception.DataAccessException', text, {
    className: 'org.postgresql.util.PSQLException',
    text: `ERROR: ${reason}`,
  });
}

/** Values in the order of the columns, as far as the table looks at them. @throws {Refusal} */
export function checkRow(write: Write, table: Table, row: JsonObject): void {
  for (const [index, [column, type]] of table.columns.entries()) {
    const place = `unnamed portal parameter $${index + 1}`;
    const value = row[column];
    if (type === 'jsonb') {
      if (JSON.stringify(value ?? null).includes('\\u0000'))
        throw databaseRefused(
          write,
          table,
          `unsupported Unicode escape sequence\n  Detail: \\u0000 cannot be converted to text.\n  Where: ${place}`,
        );
    } else if (typeof value === 'string' && value.includes('\0'))
      throw databaseRefused(write, table, `invalid byte sequence for encoding "UTF8": 0x00\n  Where: ${place}`);
  }
  // The column counts code points.
  for (const column of ['name', 'prefix', 'namespace_format'])
    if (Array.from(textOf(row[column])).length > 256)
      throw databaseRefused(write, table, 'value too long for type character varying(256)');
}

/** 500 for a column that may not be null; the row is shown as PostgreSQL shows it. */
export function missingValue(write: Write, table: Table, column: string, row: readonly unknown[]): Refusal {
  return databaseRefused(
    write,
    table,
    `null value in column "${column}" of relation "${table.name}" violates not-null constraint\n  Detail: Failing row contains (${listOf(row).map(shownValue).join(', ')}).`,
  );
}

function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}

/** 500 for the foreign key of `sourceCatalogId`. */
export function unknownCatalog(write: Write, catalogId: string): Refusal {
  return databaseRefused(
    write,
    connectionTable,
    `insert or update on table "connection" violates foreign key constraint "connection_actor_catalog_id_fk"\n  Detail: Key (source_catalog_id)=(${catalogId}) is not present in table "actor_catalog".`,
  );
}

function insertOf({ name, columns }: Table): string {
  const names = columns.map(([column]) => `"${column}"`).join(', ');
  return `insert into "public"."${name}" (${names}) values (${columns.map(([, type]) => parameterOf(type)).join(', ')})`;
}

function updateOf({ name, columns }: Table): string {
  const assignments = columns
    .filter(([column]) => column !== 'created_at')
    .map(([column, type]) => `"${column}" = ${parameterOf(type)}`);
  return `update "public"."${name}" set ${assignments.join(', ')} where "public"."${name}"."id" = cast(? as uuid)`;
}

function parameterOf(type: string | undefined): string {
  return type === undefined ? '?' : `cast(? as ${type})`;
}
