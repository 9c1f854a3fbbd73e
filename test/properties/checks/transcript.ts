/** Transcripts: what a case sends, and what a pretend server answers. */
import type { OperationId } from '../../../schemas/operations.ts';
import type { CaseStep, OperationStep } from '../../../properties/model/case.ts';
import { ask, create, get, grouped, invalid, list, update } from '../engine/case-steps.ts';
import type { Reply } from './pretend-server.ts';
import { read, sourceCatalogId } from './shown.ts';

/** A request and its answer. */
export type Turn = readonly [OperationStep, Reply];
export type Transcript = readonly (readonly [CaseStep, Reply])[];

export const ok = (json: unknown): Reply => ({ status: 200, json });
export const refused = (status = 422, message = 'no'): Reply => ({ status, json: { message } });

/** Breaks the schema. */
export const brokenCreate = invalid(create(1), { status: 'airlock' }, '/status');
/** Breaks the schema. */
export const brokenUpdate = invalid(update(1), { status: 'airlock' }, '/status');
/** A server may accept it or refuse it. */
export const permittedCreate = invalid(create(1), { name: '' }, '/name', true);

/** A create that is answered with what it has sent, or with the members `shown`. */
export function created(handle: number, sent: object = {}, shown: object = sent): Turn {
  return [create(handle, sent), ok(read(handle, shown))];
}

/** A create from the discovered catalog: its streams come with the first get. */
export function createdFramed(handle: number, shown: object = {}): Turn {
  const framed = { catalogId: sourceCatalogId, syncCatalog: { streams: [] }, ...shown };
  return created(handle, { sourceCatalogId: '{{catalog}}', syncCatalog: undefined }, framed);
}

/** An update that is answered with what it has sent, or with the members `shown`. */
export function updated(handle: number, sent: object, shown: object = sent): Turn {
  return [update(handle, sent), ok(read(handle, shown))];
}

/** A get that shows the connection as `create(handle)` makes it, but for some members. */
export function got(handle: number, shown: object = {}): Turn {
  return [get(handle), ok(read(handle, shown))];
}

/** A get that asks the source again. */
export function refreshed(handle: number, shown: object): Turn {
  const body = { connectionId: `{{connection:${handle}}}`, withRefreshedCatalog: true };
  return [{ ...get(handle), body }, ok(read(handle, shown))];
}

/** The same turns, sent at the same time. */
export function parallel(...turns: readonly Turn[]): readonly Turn[] {
  return turns.map(([step, reply]) => [grouped(step), reply]);
}

/** A list of the workspace that shows these items. */
export function listed(...connections: readonly object[]): Turn {
  return [list(), ok({ connections })];
}

/** A filtered list that shows these items. */
export function filtered(filters: object, ...connections: readonly object[]): Turn {
  return [list(filters), ok({ connections })];
}

/** One of the operations that take no connection. */
export function asked(operation: OperationId, answer: unknown, body?: object): Turn {
  return [ask(operation, body), ok(answer)];
}
