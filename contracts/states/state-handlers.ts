/** How each provider state is reached, on any target, through the eight operations and inside the sandbox. */
import { defined } from '../../src/json/defined.ts';
import { isObject } from '../../src/json/json.ts';
import { randomUUID } from 'node:crypto';
import type { Description } from '../../schemas/description.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { permission } from '../../src/target/consent-guard.ts';
import { completed } from '../../src/validation/completed.ts';
import type { Sandbox, Target } from '../../src/target/target.ts';
import { unknownId } from '../../src/target/unknown-id.ts';
import { accessRefused } from '../../src/target/access-refused.ts';
import type { StateName } from '../interaction.ts';
import { connectionBody } from './connection-body.ts';
import type { StateParameters } from './connection-body.ts';
import { StateUnreachableError } from './state-unreachable.ts';

/** What requests may take from the state, by the name in `fromProviderState`. */
export type StateValues = Readonly<Record<string, string>>;
export type StateTarget = Pick<Target, 'send' | 'consent' | 'fixtures'> & {
  readonly sandbox: Sandbox;
  /** Of the target's release, where it is not ours: what it requires and we do not know is filled in. */
  readonly description?: Description;
};

export interface ReachedState {
  readonly values: StateValues;
  /** Connections to take away again when the interaction is over. */
  readonly created: readonly string[];
}

export type StateHandler = (parameters: StateParameters) => Promise<ReachedState>;

export function stateHandlers(target: StateTarget): Readonly<Record<StateName, StateHandler>> {
  return {
    'a workspace': async () => ({ values: workspaceValues(target), created: [] }),
    'a connection exists': (parameters) => existing(target, 'a connection exists', parameters),
    'a deprecated connection exists': async (parameters) => {
      const state = 'a deprecated connection exists';
      const reached = await existing(target, state, parameters);
      await ask(target, state, 'webBackendUpdateConnection', {
        connectionId: reached.values['connectionId'],
        status: 'deprecated',
        skipReset: true,
      });
      return reached;
    },
    'a connection whose source schema changed': () => changedSource(target),
    'a connection that has synced exists': () => synced(target),
    'there is no such connection': async () => ({
      values: { ...workspaceValues(target), connectionId: unknownId },
      created: [],
    }),
    'there is no such source': async () => ({
      values: { ...workspaceValues(target), sourceId: randomUUID() },
      created: [],
    }),
  };
}

/** Deprecates what a state or its interaction created; the sandbox looks again at the end of the run. */
export async function tearDown(target: StateTarget, created: readonly string[]): Promise<void> {
  for (const connectionId of created)
    await target.send({
      operation: 'webBackendUpdateConnection',
      body: { connectionId, status: 'deprecated', skipReset: true },
    });
}

function workspaceValues({ consent, fixtures, sandbox }: StateTarget): StateValues {
  return {
    workspaceId: fixtures.workspaceId,
    sourceId: fixtures.sourceId,
    destinationId: fixtures.destinationId,
    // Taking a name opens the journal; a run that may not write needs none.
    name: consent.writes ? sandbox.nextName() : 'airlock-read-only',
  };
}

async function existing(target: StateTarget, state: string, parameters: StateParameters): Promise<ReachedState> {
  const { consent, fixtures, sandbox } = target;
  if (!consent.writes)
    throw new StateUnreachableError(state, 'not-allowed', `the run may not write; ${permission(consent, 'writes')}`);
  if (parameters['touchesOthers'] === true && !consent.harmfulInputs)
    throw new StateUnreachableError(
      state,
      'not-allowed',
      `released servers before 8 May 2023 change every connection on this request; ${permission(consent, 'harmfulInputs')}`,
    );
  const name = sandbox.nextName();
  const read = await ask(target, state, 'webBackendCreateConnection', bodyOf(state, parameters, target, name));
  const connectionId = textIn(read, 'connectionId');
  if (connectionId === undefined)
    throw new StateUnreachableError(state, 'refused', 'the answer to connections/create has no connectionId');
  if (!sandbox.created(name, connectionId)) throw notMade(state, connectionId);
  const operationId = firstOperationId(read);
  return {
    values: {
      workspaceId: fixtures.workspaceId,
      sourceId: fixtures.sourceId,
      destinationId: fixtures.destinationId,
      connectionId,
      name,
      ...defined({ operationId }),
    },
    created: [connectionId],
  };
}

function notMade(state: string, connectionId: string): StateUnreachableError {
  return new StateUnreachableError(
    state,
    'refused',
    `connections/create was answered with ${connectionId}, a connection that was there before`,
  );
}

function bodyOf(state: string, parameters: StateParameters, target: StateTarget, name: string): unknown {
  try {
    return connectionBody(parameters, target.fixtures, name);
  } catch (error) {
    throw new StateUnreachableError(state, 'missing-handler', error instanceof Error ? error.message : String(error));
  }
}

/** A connection of the sandbox on a catalog that the source has outgrown: one that an existing connection still uses. */
async function changedSource(target: StateTarget): Promise<ReachedState> {
  const state = 'a connection whose source schema changed';
  if (!target.consent.writes || !target.consent.refresh)
    throw new StateUnreachableError(
      state,
      'not-allowed',
      `a refresh changes every connection of the source; ${permission(target.consent, 'refresh')}`,
    );
  const outgrown = (await listed(target, state)).find(({ schemaChange }) => schemaChange === 'non_breaking');
  const read =
    outgrown === undefined
      ? undefined
      : await ask(target, state, 'webBackendGetConnection', { connectionId: outgrown['connectionId'] });
  const catalogId = textIn(read, 'catalogId');
  if (!isObject(read) || catalogId === undefined)
    throw new StateUnreachableError(
      state,
      'not-allowed',
      'no connection of the workspace shows a change of its source',
    );
  const name = target.sandbox.nextName();
  const created = await ask(target, state, 'webBackendCreateConnection', {
    ...connectionBody({}, target.fixtures, name),
    sourceId: read['sourceId'],
    destinationId: read['destinationId'],
    sourceCatalogId: catalogId,
    syncCatalog: selectedOnly(read['syncCatalog']),
  });
  const connectionId = textIn(created, 'connectionId');
  if (connectionId === undefined)
    throw new StateUnreachableError(state, 'refused', 'the answer to connections/create has no connectionId');
  if (!target.sandbox.created(name, connectionId)) throw notMade(state, connectionId);
  return { values: { ...workspaceValues(target), connectionId, name }, created: [connectionId] };
}

/** Only a real sync makes this true; the connection is read and never touched. */
async function synced(target: StateTarget): Promise<ReachedState> {
  const state = 'a connection that has synced exists';
  const found = (await listed(target, state)).find(({ latestSyncJobStatus }) => latestSyncJobStatus !== undefined);
  const connectionId = textIn(found, 'connectionId');
  if (connectionId === undefined)
    throw new StateUnreachableError(state, 'not-allowed', 'no connection of the workspace has ever synced');
  return { values: { workspaceId: target.fixtures.workspaceId, connectionId }, created: [] };
}

async function listed(target: StateTarget, state: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const body = await ask(target, state, 'webBackendListConnectionsForWorkspace', {
    workspaceId: target.fixtures.workspaceId,
  });
  return isObject(body) && Array.isArray(body['connections']) ? body['connections'].filter(isObject) : [];
}

async function ask(target: StateTarget, state: string, operation: OperationId, body: unknown): Promise<unknown> {
  const schema = target.description?.operations[operation]?.request;
  const { outcome } = await target.send({ operation, body: schema === undefined ? body : completed(schema, body) });
  if (outcome.kind === 'failure')
    throw new StateUnreachableError(
      state,
      'refused',
      `${operation} got no answer: ${outcome.reason}, ${outcome.message}`,
    );
  const refused = accessRefused(outcome, operation);
  if (refused !== undefined) throw refused;
  if (outcome.status !== 200 || !outcome.json.ok)
    throw new StateUnreachableError(
      state,
      'refused',
      `${operation} was answered with ${outcome.status}: ${outcome.text.slice(0, 160)}`,
    );
  return outcome.json.value;
}

function selectedOnly(catalog: unknown): unknown {
  const streams = isObject(catalog) && Array.isArray(catalog['streams']) ? catalog['streams'].filter(isObject) : [];
  return { streams: streams.filter(({ config }) => isObject(config) && config['selected'] === true) };
}

function firstOperationId(read: unknown): string | undefined {
  if (!isObject(read) || !Array.isArray(read['operations'])) return undefined;
  const [first] = read['operations'] as unknown[];
  return textIn(first, 'operationId');
}

function textIn(value: unknown, key: string): string | undefined {
  const member = isObject(value) ? value[key] : undefined;
  return typeof member === 'string' ? member : undefined;
}
