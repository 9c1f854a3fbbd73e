/** What changed in an operation, the schemas of its bodies apart. */
import { under } from '../json/pointer.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { statusFor } from '../../schemas/response-for.ts';
import type { ChangeKind } from './change.ts';
import type { ReachablePart, DescribedOperation, Direction } from './reachable-part.ts';
import type { Found } from './found-change.ts';
import { schemaSummary } from './schema-summary.ts';

/** Operations, bodies and statuses that come or go. */
export function operationChanges(id: OperationId, before: ReachablePart, after: ReachablePart): readonly Found[] {
  const old = before.operations.find((operation) => operation.id === id);
  const now = after.operations.find((operation) => operation.id === id);
  if (old === undefined && now === undefined) return [];
  const base = { operations: [id], tokens: [], given: {} } as const;
  if (now === undefined || old === undefined) {
    const one = now ?? old;
    return one === undefined
      ? []
      : [
          {
            ...base,
            kind: now === undefined ? 'operation-removed' : 'operation-added',
            scope: one.path,
            pointer: one.pointer,
            directions: new Set(['request']),
          },
        ];
  }
  return [...bodyChanges(old, now), ...statusChanges(old, now)];
}

function bodyChanges(old: DescribedOperation, now: DescribedOperation): readonly Found[] {
  if (old.body === now.body) return [];
  const kind =
    old.body === 'none'
      ? 'body-added'
      : now.body === 'none'
        ? 'body-removed'
        : now.body === 'required'
          ? 'body-required'
          : 'body-optional';
  return [
    {
      kind,
      scope: now.path,
      pointer: under(now.pointer, 'requestBody'),
      operations: [now.id],
      directions: new Set<Direction>(['request']),
      given: { isRequired: now.body === 'required' },
      from: old.request === undefined ? old.body : `${schemaSummary(old.request.schema)}, ${old.body}`,
      to: now.request === undefined ? now.body : `${schemaSummary(now.request.schema)}, ${now.body}`,
      tokens: [],
    },
  ];
}

function statusChanges(old: DescribedOperation, now: DescribedOperation): readonly Found[] {
  const declared = { old: Object.keys(old.responses), now: Object.keys(now.responses) };
  const gone = declared.old.filter((status) => statusFor(declared.now, status) === undefined);
  const come = declared.now.filter((status) => statusFor(declared.old, status) === undefined);
  return [
    ...gone.map((status) => ({
      ...statusChange('status-removed', old, status),
      given: { isRequired: isSuccessLost(status, declared.old, declared.now) },
    })),
    ...come.map((status) => statusChange('status-added', now, status)),
  ];
}

/** A range of successes or `default` is lost when no other success is left. */
function isSuccessLost(status: string, old: readonly string[], now: readonly string[]): boolean {
  if (/^2\d\d$/.test(status)) return true;
  return status === 'default' ? !hasSuccess(old) && !hasSuccess(now) : status.startsWith('2') && !hasSuccess(now);
}

function hasSuccess(declared: readonly string[]): boolean {
  return declared.some((status) => status.startsWith('2'));
}

function statusChange(kind: ChangeKind, operation: DescribedOperation, status: string): Found {
  return {
    kind,
    scope: operation.path,
    member: status,
    pointer: under(operation.pointer, 'responses', status),
    operations: [operation.id],
    directions: new Set<Direction>(['response']),
    given: {},
    tokens: [],
    answer: { status, declared: Object.keys(operation.responses) },
  };
}
