/** How Micronaut binds a body to the one parameter of a controller's method. */
import { operations } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';
import type { Refusal } from '../../src/backend/refusal.ts';
import { isObject, objectOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { converted, UnconvertibleError } from './jackson.ts';
import { frameworkError } from './java-errors.ts';

/** Names of the parameters in the code; their types have the same names, capitalised. */
const parameters: Readonly<Partial<Record<OperationId, string>>> = {
  getStateType: 'connectionIdRequestBody',
  webBackendCreateConnection: 'webBackendConnectionCreate',
  webBackendGetConnection: 'webBackendConnectionRequestBody',
  webBackendUpdateConnection: 'webBackendConnectionUpdate',
  webBackendListConnectionsForWorkspace: 'webBackendConnectionListRequestBody',
  webBackendGetWorkspaceState: 'webBackendWorkspaceState',
};

const parameterByPath = new Map(
  Object.entries(parameters).map(([id, name]) => [`/api${operations[id as OperationId].path}`, name]), // keys of a record by ids
);

/** The body as the method gets it. @throws {Refusal} 400 for what cannot be converted; the reason is lost. */
export function boundBody(operation: OperationId, body: unknown): JsonObject {
  const { request, path }: Operation = operations[operation];
  if (request === undefined) return {};
  const name = parameters[operation] ?? '';
  // A member that is called like the parameter is bound in place of the body.
  const own = isObject(body) && Object.hasOwn(body, name) ? body[name] : undefined;
  try {
    if (!isObject(body)) throw new UnconvertibleError('Cannot deserialize value: expected an object');
    return objectOf(converted(own ?? body, request));
  } catch (error) {
    if (!(error instanceof UnconvertibleError)) throw error;
    throw own === undefined || own === null
      ? unbound(`/api${path}`)
      : unboundMember(`/api${path}`, name, error.message);
  }
}

/** 400: nothing to bind, or nothing that fits. */
export function unbound(path: string): Refusal {
  const name = parameterByPath.get(path.replace(/\/$/, '')) ?? 'body';
  const type = name.charAt(0).toUpperCase() + name.slice(1);
  const message = `Required argument [${type} ${name}] not specified`;
  return frameworkError(400, 'Bad Request', path, { message, path: `/${name}` });
}

function unboundMember(path: string, name: string, reason: string): Refusal {
  const message = `Failed to convert argument [${name}] for value [null] due to: ${reason}`;
  return frameworkError(400, 'Bad Request', path, { message, path: `/${name}` });
}
