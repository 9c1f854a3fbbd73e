/** Which interactions may be replayed while others are: those that neither see nor touch what belongs to another one. */
import { operations } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { listAt, objectAt, textAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import type { StateName } from '../interaction.ts';

/** Each of these makes a connection of its own, or none. */
const ownStates: ReadonlySet<string> = new Set<StateName>([
  'a workspace',
  'a connection exists',
  'a deprecated connection exists',
  'there is no such connection',
  'there is no such source',
]);

/** Lists and the state of the workspace show the connections of other interactions; what is not known here may do so too. */
const ownOperations: ReadonlySet<string> = new Set(
  (
    [
      'getStateType',
      'webBackendCheckUpdates',
      'webBackendCreateConnection',
      'webBackendGetConnection',
      'webBackendListGeographies',
      'webBackendUpdateConnection',
    ] satisfies readonly OperationId[]
  ).map((id) => `/api${operations[id].path}`),
);

export function isBesideOthers(interaction: JsonObject): boolean {
  const request = objectAt(interaction, 'request');
  return (
    ownOperations.has(textAt(request, 'path') ?? '') &&
    // A refresh reaches every connection of the source.
    !/"withRefreshedCatalog":\s*true/.test(JSON.stringify(request)) &&
    statesOf(interaction).every(
      (state) => ownStates.has(textAt(state, 'name') ?? '') && objectAt(state, 'params')['touchesOthers'] !== true,
    )
  );
}

const makesNone: ReadonlySet<string> = new Set<StateName>([
  'a workspace',
  'there is no such connection',
  'there is no such source',
]);

/** Whether a connection may come of it: those that a run may make are counted. */
export function createsConnection(interaction: JsonObject): boolean {
  const path = textAt(objectAt(interaction, 'request'), 'path') ?? '';
  return (
    path.endsWith(operations.webBackendCreateConnection.path) ||
    statesOf(interaction).some((state) => !makesNone.has(textAt(state, 'name') ?? ''))
  );
}

/** The older form has one state, as a text. */
function statesOf(interaction: JsonObject): readonly unknown[] {
  const state = textAt(interaction, 'providerState');
  return state === undefined ? listAt(interaction, 'providerStates') : [{ name: state }];
}
