/** Single steps; cases are lists of them. Handles number the connections of a case. */
import fc from 'fast-check';
import type { OperationId } from '../../schemas/operations.ts';
import type { OperationStep } from '../model/case.ts';
import { createBody, listBody, updateBody } from './connection-bodies.ts';
import { placeholders } from './generation-context.ts';
import type { GenerationContext } from './generation-context.ts';

/** Of a case, in order. */
export type Steps = readonly OperationStep[];
/** The intent of a step that must be accepted. */
export const valid = { kind: 'valid' } as const;

/** Reads a connection. */
export const get = (handle: number): OperationStep => ({
  operation: 'webBackendGetConnection',
  handle,
  body: { connectionId: placeholders.connection(handle) },
  intent: valid,
});
/** Reads a connection and asks its source again. */
export const refresh = (handle: number): OperationStep => ({
  ...get(handle),
  body: { connectionId: placeholders.connection(handle), withRefreshedCatalog: true },
});
/** Lists the workspace with these members in the request. */
export const listed = (members: object): OperationStep => ({
  operation: 'webBackendListConnectionsForWorkspace',
  body: { workspaceId: placeholders.workspace, ...members },
  intent: valid,
});
/** Lists the whole workspace. */
export const list: OperationStep = listed({});
/** Asks for the type of state of a connection. */
export const state = (handle: number): OperationStep => ({
  operation: 'getStateType',
  handle,
  body: { connectionId: placeholders.connection(handle) },
  intent: valid,
});
/** Asks for the state of the workspace. */
export const workspace: OperationStep = {
  operation: 'webBackendGetWorkspaceState',
  body: { workspaceId: placeholders.workspace },
  intent: valid,
};
/** Deletes a connection, as this API does. */
export const deprecate = (handle: number): OperationStep => update(handle, { status: 'deprecated' });
/** Changes these members of a connection. */
export const update = (handle: number, members: object): OperationStep => ({
  operation: 'webBackendUpdateConnection',
  handle,
  body: { connectionId: placeholders.connection(handle), ...members },
  intent: valid,
});
/** The update, which a server may refuse for what it has at one place; for its catalog unless told otherwise. */
export const permittedUpdate = (
  handle: number,
  members: object,
  description: string,
  { keyword, pointer } = { keyword: 'catalog', pointer: '/syncCatalog' },
): OperationStep => ({
  ...update(handle, members),
  intent: { kind: 'permitted', label: { kind: 'semantic', keyword, pointer, description } },
});
/** The step, sent together with others of its group. */
export const grouped = (step: OperationStep, group: number): OperationStep => ({ ...step, group });
/** A call without a body. */
export const bodyless = (operation: OperationId): OperationStep => ({ operation, intent: valid });

/** Reads of an id that nothing has. */
export const unknownSteps: readonly OperationStep[] = (
  [
    ['webBackendGetConnection', { connectionId: placeholders.unknown }],
    ['getStateType', { connectionId: placeholders.unknown }],
    ['webBackendGetWorkspaceState', { workspaceId: placeholders.unknown }],
    ['webBackendListConnectionsForWorkspace', { workspaceId: placeholders.unknown }],
  ] as const
).map(([operation, body]) => ({ operation, body, intent: { kind: 'unknown' } }));
/** An update of an id that nothing has. */
export const unknownUpdate: OperationStep = {
  operation: 'webBackendUpdateConnection',
  body: { connectionId: placeholders.unknown, name: placeholders.name },
  intent: { kind: 'unknown' },
};

/** Lists with filters of any kind. */
export function listStep(context: GenerationContext): fc.Arbitrary<OperationStep> {
  return listBody(context).map((body) => ({
    operation: 'webBackendListConnectionsForWorkspace',
    body,
    intent: valid,
  }));
}

/** A get of a connection that was there before the run, and its type of state. */
export function readsOfExisting(number: number): readonly [OperationStep, OperationStep] {
  const body = { connectionId: placeholders.existing(number) };
  return [
    { operation: 'webBackendGetConnection', body, intent: valid },
    { operation: 'getStateType', body, intent: valid },
  ];
}

/** The same of any of them. */
export const existingReads = fc.nat({ max: 999 }).map(readsOfExisting);

/** Creates a connection from a valid body. */
export function createStep(
  context: GenerationContext,
  handle: number,
  bodies = createBody(context),
): fc.Arbitrary<OperationStep> {
  return bodies.map((body) => ({ operation: 'webBackendCreateConnection', handle, body, intent: valid }));
}

/** Updates a connection by a valid body. */
export function updateStep(context: GenerationContext, handle: number): fc.Arbitrary<OperationStep> {
  return updateBody(context, handle).map((body) => ({
    operation: 'webBackendUpdateConnection',
    handle,
    body,
    intent: valid,
  }));
}
