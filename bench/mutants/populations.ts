/** The servers whose code is changed: what of them answers, and how each is started and judged. */

export interface Population {
  /** Of the folder that is copied, below the root of the project. */
  readonly folder: 'src/backend' | 'lab';
  /** What answers: handlers, rules, read model and store. Not what seeds, routes, reads bytes, counts or emulates. */
  readonly answering: readonly string[];
  /** The module that starts the server, below the root. */
  readonly entry: string;
  /** The release that it is judged by, with its known deviations; the reference has none. */
  readonly release?: '0.44' | '2.0';
}

export const populations = {
  reference: {
    folder: 'src/backend',
    entry: 'src/backend/start-backend.ts',
    answering: [
      'catalog-diff.ts',
      'catalog-rules.ts',
      'handlers.ts',
      'perform.ts',
      'quartz-cron.ts',
      'read-model.ts',
      'refusal.ts',
      'schedule-rules.ts',
      'store.ts',
    ],
  },
  'airbyte-2.0': {
    folder: 'lab',
    entry: 'lab/airbyte-2.0/start.ts',
    release: '2.0',
    answering: [
      'connection-list.ts',
      'cron.ts',
      'framed-catalog.ts',
      'handlers.ts',
      'reads.ts',
      'refresh.ts',
      'schedules.ts',
      'stored-catalog.ts',
      'stored-operations.ts',
      'stored-text.ts',
      'tables.ts',
      'write-connection.ts',
    ].map((name) => `airbyte-2.0/${name}`),
  },
  'airbyte-0.44.5': {
    folder: 'lab',
    entry: 'lab/start-server.ts',
    release: '0.44',
    answering: [
      'attached-operations.ts',
      'commands.ts',
      'connection-reads.ts',
      'connection-rows.ts',
      'database.ts',
      'notification-rows.ts',
      'queries.ts',
      'reset.ts',
      'schedule-2023.ts',
      'server-2023.ts',
      'stored-catalog.ts',
      'stored-operations.ts',
    ].map((name) => `airbyte-0.44/${name}`),
  },
} as const satisfies Readonly<Record<string, Population>>;

export type PopulationId = keyof typeof populations;

/** @throws {TypeError} */
export function populationNamed(name: string): PopulationId {
  if (Object.hasOwn(populations, name)) return name as PopulationId; // a key of the table
  throw new TypeError(`Cannot change server "${name}": expected one of ${Object.keys(populations).join(', ')}`);
}
