/**
 * Inputs that released servers stumble over, by the days on which releases have them: what is sent without consent, what is sent with it,
 * and what is never sent goes by this table. Read in airbyte-platform, and seen on servers of 0.44.5 and 2.0.0.
 */
import type { OperationId } from './operations.ts';

export interface Trap {
  readonly title: string;
  /** What it does to a server that has it. */
  readonly effect: string;
  /** Whom it damages: other users of the workspace, only connections that the run made, or nobody. */
  readonly damages: 'others' | 'own' | 'nobody';
  /** ISO day from which releases are known not to have it. */
  readonly until?: string;
  /** The one operation to which it is a trap; absent where it is one to all. */
  readonly only?: OperationId;
  /** Nothing undoes it here, so that no consent permits it. */
  readonly neverOn?: OperationId;
}

export const traps = {
  'nameless-stream': {
    title: 'a selected stream without a name (T1)',
    effect:
      'is stored behind a 500; from then on the list of the workspace, and every get and update of the connection, is 500 until POST /v1/connections/delete',
    damages: 'others',
    until: '2025-10-14',
    // The answer to a create is a 500 without the id, and the list does not show it: nobody learns what to delete.
    neverOn: 'webBackendCreateConnection',
  },
  'same-stream-twice': {
    title: 'the same selected stream twice (T2)',
    effect: 'is stored; from then on the get of the connection, or its updates, are 500',
    damages: 'own',
    until: '2023-10-16',
  },
  'no-status': {
    title: 'a create without a status (T3)',
    effect: 'makes a connection that no list shows: who does not learn its id from the answer never finds it',
    damages: 'own',
    only: 'webBackendCreateConnection',
  },
  'unreadable-operation': {
    title: 'a webhook that is no run of dbt Cloud (T4)',
    effect:
      'is stored behind a 500; from then on the get of the connection is 500, and after a create an operation row is left',
    damages: 'own',
  },
  'shared-notification-flags': {
    title: 'notification flags in an update (T5)',
    effect: 'are written to every connection of the server',
    damages: 'others',
    until: '2023-05-08',
  },
  'refused-operations': {
    title: 'operations in an update that is refused later (T6)',
    effect: 'change what is known, detach what is missing, and leave a row for each new one that nothing removes',
    damages: 'own',
  },
  'deleted-source': {
    title: 'a create on a deleted source (T7)',
    effect: 'is accepted and listed; not sent, because a run deletes no source',
    damages: 'nobody',
  },
  'boolean-schema': {
    title: 'a field whose schema is true or false (T8)',
    effect: 'is stored; updates of that stream are 500',
    damages: 'own',
    until: '2025-10-14',
  },
  'missing-id': {
    title: 'a body without its id (T9)',
    effect: 'is answered with 500',
    damages: 'nobody',
  },
  'oversized-body': {
    title: 'a body of more than 10 MiB (T10)',
    effect: 'is answered with 413',
    damages: 'nobody',
  },
  'parallel-refreshes': {
    title: 'ten refreshing gets at once (T11)',
    effect: 'lock the server up for a minute; never sent: no more than three are in flight',
    damages: 'others',
    until: '2025-10-14',
  },
} as const satisfies Readonly<Record<string, Trap>>;

export type TrapId = keyof typeof traps;

export const trapIds = Object.keys(traps) as readonly TrapId[]; // the table's own keys

/** What damages a server of a day (ISO); without a day, what damages any release. */
export function trapsAt(day: string | undefined): ReadonlySet<TrapId> {
  return new Set(
    trapIds.filter((id) => {
      const { damages, until }: Trap = traps[id];
      return damages !== 'nobody' && (day === undefined || until === undefined || day < until);
    }),
  );
}

export interface TrapConsent {
  /** What damages the target; without it, all that damages any release, and consent permits each. */
  readonly traps?: ReadonlySet<TrapId>;
  /** The consent to inputs that damage. */
  readonly harmful: boolean;
}

/** Whether an input may be sent in a request of an operation. */
export function maySend(
  trap: TrapId | undefined,
  operation: OperationId,
  { traps: held, harmful }: TrapConsent,
): boolean {
  if (trap === undefined || !(held ?? trapsAt(undefined)).has(trap)) return true;
  const { only = operation, neverOn }: Trap = traps[trap];
  if (only !== operation) return true;
  return harmful && (held === undefined || neverOn !== operation);
}
