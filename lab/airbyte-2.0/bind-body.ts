/** From the bytes of a body to the model that a handler is called with. */
import { isObject } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { frameworkError, hidden } from './errors.ts';
import { chainOf, converted, jacksonMessage } from './jackson.ts';
import { JsonSyntaxError, readJson } from './json-reader.ts';
import { models } from './models.ts';
import type { Parameter } from './models.ts';
import { UnconvertibleError } from './unconvertible.ts';

/** @throws {Failure} 400 for what cannot be read or converted, 500 where there is nothing to dereference. */
export function boundBody(body: Buffer, parameter: Parameter, path: string): JsonObject {
  const model = models[parameter];
  const refused = (inner: string): Error =>
    frameworkError(400, 'Bad Request', {
      path,
      inner: `Failed to convert argument [${parameter}] for value [null] due to: ${inner}`,
      at: `/${parameter}`,
    });
  try {
    const value = converted(readJson(body), model);
    if (isObject(value)) return value;
  } catch (error) {
    if (error instanceof UnconvertibleError) throw refused(jacksonMessage(error.message, error.chain));
    if (!(error instanceof JsonSyntaxError)) throw error;
    const chain = chainOf(error.path, model);
    // Only what happens while a member is bound, or before anything is, is an error of the argument.
    if (chain.length > 0 || error.message.startsWith('No content')) throw refused(jacksonMessage(error.message, chain));
    throw frameworkError(400, 'Invalid JSON', { path, inner: `Invalid JSON: ${error.message}` });
  }
  throw hidden(500);
}

/** Members that the server copies into headers of the request before it routes it. */
const copied: readonly string[] = [
  'connectionId',
  'sourceId',
  'destinationId',
  'workspaceId',
  'operationId',
  'jobId',
  'id',
  'organizationId',
  'userId',
  'authUserId',
  'invitedUserId',
  'email',
  'configId',
  'permissionId',
  'sourceDefinitionId',
  'destinationDefinitionId',
  'actorDefinitionId',
  'applicationId',
  'dataplaneId',
  'dataplaneGroupId',
  'scopeId',
];

/** Whether the request is never answered: a header cannot hold the text, and the error ends the pipeline. */
export function isNeverAnswered(body: Buffer): boolean {
  // Cheap first: few bodies hold an escape or a text that begins with a blank.
  const text = body.toString('latin1');
  if (!/\\[nrtu]|"\s*:\s*"[ \t]/.test(text)) return false;
  try {
    const value = readJson(body);
    return isObject(value) && copied.some((key) => isNoHeader(value[key]));
  } catch {
    return false;
  }
}

function isNoHeader(value: unknown): boolean {
  return typeof value === 'string' && (/[\r\n\0]/.test(value) || /^[ \t]+[^ \t]/.test(value));
}
