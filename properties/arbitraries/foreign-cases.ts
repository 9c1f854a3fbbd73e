/** Cases that name what belongs to another workspace, or to another connection. */
import fc from 'fast-check';
import { maySend } from '../../schemas/traps.ts';
import type { TrapConsent } from '../../schemas/traps.ts';
import { semanticMutations } from '../mutations/semantic-mutations.ts';
import type { OperationStep } from '../model/case.ts';
import { plainCreate } from './framed-cases.ts';
import { capitals, placeholders } from './generation-context.ts';
import { get, list, listed, permittedUpdate, update } from './steps.ts';
import type { Steps } from './steps.ts';

const foreign = { kind: 'foreign' } as const;

function foreignList(members: object): OperationStep {
  return { ...listed(members), intent: foreign };
}

/** Lists of either workspace, filtered by the ids of the other. */
export const foreignLists: Steps = [
  foreignList({ sourceId: [placeholders.foreignSource] }),
  foreignList({ destinationId: [placeholders.foreignDestination] }),
  foreignList({ sourceId: [placeholders.source, placeholders.foreignSource] }),
  foreignList({ sourceId: [placeholders.foreignSource], destinationId: [placeholders.foreignDestination] }),
  foreignList({ workspaceId: placeholders.foreignWorkspace }),
  foreignList({ workspaceId: placeholders.foreignWorkspace, sourceId: [placeholders.source] }),
  foreignList({ workspaceId: placeholders.foreignWorkspace, destinationId: [placeholders.destination] }),
];

/** The id of a workspace, a source, a destination or a catalog where that of a connection belongs. */
const otherKinds: Steps = (['webBackendGetConnection', 'getStateType'] as const).flatMap((operation) =>
  [placeholders.foreignWorkspace, placeholders.foreignSource, placeholders.foreignDestination].map(
    (connectionId): OperationStep => ({ operation, body: { connectionId }, intent: { kind: 'unknown' } }),
  ),
);

/** Lists, and ids of another kind, while a connection of the run is there to be shown. */
export const foreignReads: fc.Arbitrary<Steps> = fc
  .subarray([...foreignLists, ...otherKinds], { minLength: 2, maxLength: 5 })
  .map((steps) => [plainCreate(1, {}), ...steps]);

/** A run of dbt Cloud: the one kind that every release has. */
function operationNamed(name: string, members: object = {}): object {
  return {
    workspaceId: placeholders.workspace,
    name,
    operatorConfiguration: {
      operatorType: 'webhook',
      webhook: {
        webhookConfigId: 'aaaaaaaa-0000-4000-8000-000000000001',
        webhookType: 'dbtCloud',
        dbtCloud: { accountId: 1, jobId: 1 },
      },
    },
    ...members,
  };
}

/** The operation of one connection, named in writes to others: it stays what it was, and where it was. Its own connection may name it in capitals. */
export const othersOperations: Steps = [
  plainCreate(1, { operations: [operationNamed('first')] }),
  get(1),
  // Ignored, or refused: nothing is attached in either case.
  { ...plainCreate(2, { operationIds: [placeholders.operation(1, 0)] }), intent: foreign },
  get(2),
  plainCreate(3, { operations: [operationNamed('third')] }),
  get(3),
  {
    ...update(3, { operations: [operationNamed('taken', { operationId: placeholders.operation(1, 0) })] }),
    intent: foreign,
  },
  get(3),
  get(1),
  // Deleting what the one has must not take it from the other.
  update(3, { operations: [] }),
  get(1),
  permittedUpdate(
    1,
    { operations: [operationNamed('first', { operationId: capitals(placeholders.operation(1, 0)) })] },
    'an operation in capitals',
    {
      keyword: 'id-case',
      pointer: '/operations/0/operationId',
    },
  ),
  list,
];

/** Writes that mix the workspaces, each in one way. */
export function mixedWrites(consent: TrapConsent): Steps {
  return [plainCreate(1, {}), update(1, {})].flatMap(({ operation, body }) =>
    semanticMutations(body, { operation, foreign: true, permitted: [] })
      .filter(({ label, trap }) => label.keyword === 'foreign-workspace' && maySend(trap, operation, consent))
      .map(({ body: broken, label, mend }, index): OperationStep => ({
        operation,
        handle: operation === 'webBackendCreateConnection' ? index + 2 : 1,
        body: broken,
        intent: { kind: 'invalid', label, mend },
      })),
  );
}
