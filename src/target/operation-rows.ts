/** The operations of a run's connections: which ids answers have shown, and which rows refused writes may have left. */
import { defined } from '../json/defined.ts';
import { isObject, listAt, textAt } from '../json/json.ts';
import { connectionKey } from './connection-key.ts';
import type { Answer, Exchange } from './exchange.ts';

export interface OperationRows {
  note(exchange: Exchange): void;
  /** Ids of operations that an answer to a create of the connection, or to an update or a get of it, has shown. */
  of(connectionId: string): readonly string[];
  /** Whether the operation was shown with a connection that the run made. */
  owns(operationId: string): boolean;
  /** Notes that the operation may stay with a deprecated connection: deleting it needs a consent that the run lacks. */
  keep(operationId: string): void;
  /** How many rows may stay: those that are kept, and those of refused creates and updates, which servers write before they refuse. */
  staying(): number;
}

const writing = new Set<string>(['webBackendCreateConnection', 'webBackendUpdateConnection']);

/** `owns` tells the connections that the run made. */
export function operationRows(owns: (connectionId: string) => boolean): OperationRows {
  const shown = new Map<string, Set<string>>();
  const kept = new Set<string>();
  let refused = 0;
  return {
    note({ call, outcome }) {
      if (outcome.kind !== 'answer' || call.operation === 'transport') return;
      if (outcome.status >= 400) {
        if (writing.has(call.operation) && mayHaveWritten(outcome)) refused += newIn(call.body);
        return;
      }
      const read = outcome.json.ok ? outcome.json.value : undefined;
      const connectionId = textAt(read, 'connectionId');
      const ids = listAt(read, 'operations').flatMap((operation) => textAt(operation, 'operationId') ?? []);
      // A create makes all its operations anew; of other connections a run knows nothing.
      if (connectionId === undefined || ids.length === 0) return;
      if (call.operation !== 'webBackendCreateConnection' && !owns(connectionId)) return;
      const known = shown.get(connectionKey(connectionId)) ?? new Set();
      shown.set(connectionKey(connectionId), new Set([...known, ...ids]));
    },
    of: (connectionId) => [...(shown.get(connectionKey(connectionId)) ?? [])],
    owns: (operationId) => [...shown].some(([connectionId, ids]) => owns(connectionId) && ids.has(operationId)),
    keep: (operationId) => void kept.add(operationId),
    staying: () => kept.size + refused,
  };
}

/** A body that could not be bound has written nothing: 400, unless it is the problem object of a rule, such as that of cron in 2.0. */
function mayHaveWritten({ status, json }: Answer): boolean {
  return status === 400 ? json.ok && textAt(json.value, 'title') !== undefined : [404, 409, 422, 500].includes(status);
}

/** Operations without an id, which a server makes a row for. */
function newIn(body: unknown): number {
  return listAt(body, 'operations').filter((each) => isObject(each) && textAt(each, 'operationId') === undefined)
    .length;
}

/** What stays on a released server after all, as the report says it; nothing where nothing does. */
export function staysOf(
  cleaned: number,
  rows: Pick<OperationRows, 'staying'>,
): { readonly stays?: { readonly connections: number; readonly operations: number } } {
  const operations = rows.staying();
  return defined({ stays: cleaned + operations === 0 ? undefined : { connections: cleaned, operations } });
}
