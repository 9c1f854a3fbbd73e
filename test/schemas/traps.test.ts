import { expect, test } from 'vitest';
import { maySend, trapsAt } from '../../schemas/traps.ts';
import type { TrapId } from '../../schemas/traps.ts';
import type { OperationId } from '../../schemas/operations.ts';

const create = 'webBackendCreateConnection';
const update = 'webBackendUpdateConnection';
const of044 = trapsAt('2023-05-09');
const of20 = trapsAt('2025-10-14');

test.each<readonly [TrapId, OperationId, ReadonlySet<TrapId> | undefined, 'always' | 'with consent' | 'never']>([
  ['nameless-stream', create, of044, 'never'],
  ['nameless-stream', update, of044, 'with consent'],
  ['nameless-stream', create, of20, 'always'],
  ['nameless-stream', create, undefined, 'with consent'],
  ['same-stream-twice', create, of044, 'with consent'],
  ['same-stream-twice', create, of20, 'always'],
  ['no-status', create, of044, 'with consent'],
  ['no-status', create, of20, 'with consent'],
  ['no-status', update, of044, 'always'],
  ['unreadable-operation', update, of044, 'with consent'],
  ['unreadable-operation', update, of20, 'with consent'],
  ['shared-notification-flags', update, trapsAt('2023-05-05'), 'with consent'],
  ['shared-notification-flags', update, of044, 'always'],
  ['refused-operations', update, of044, 'with consent'],
  ['refused-operations', update, of20, 'with consent'],
  ['boolean-schema', update, of044, 'with consent'],
  ['boolean-schema', update, of20, 'always'],
  ['missing-id', 'webBackendGetConnection', of044, 'always'],
  ['oversized-body', update, of044, 'always'],
  ['no-status', create, new Set(), 'always'],
])('%s in %s, goes by the release of the server', (trap, operation, traps, expected) => {
  const known = traps === undefined ? {} : { traps };

  const sent = [false, true].map((harmful) => maySend(trap, operation, { ...known, harmful }));

  expect(sent).toEqual({ always: [true, true], 'with consent': [false, true], never: [false, false] }[expected]);
});
