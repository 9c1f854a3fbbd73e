/** Of the kinds that were missed on a server that somebody wrote by the rules of the API alone. */
import type { BackendCall } from '../../src/backend/hooks.ts';
import type { Fault } from '../fault.ts';
import { changeStored, onSuccess } from '../fault-hooks.ts';
import { isObject, listOf, objectOf, streamsOf } from '../json-access.ts';

const create = 'webBackendCreateConnection';
const get = 'webBackendGetConnection';
const update = 'webBackendUpdateConnection';

export const secondFaults = {
  'proto-field-lost': {
    title: 'A field called __proto__ is left out of the stored schema',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['catalog-replaced'],
    receive(call) {
      for (const { stream } of streamsOf(call.body)) {
        const { properties } = objectOf(objectOf(stream)['jsonSchema']);
        if (isObject(properties)) Reflect.deleteProperty(properties, '__proto__');
      }
    },
  },
  'stream-name-trimmed': {
    title: 'Blanks around the name of a stream are cut off',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    receive(call) {
      for (const { stream } of streamsOf(call.body)) {
        const one = objectOf(stream);
        if (typeof one['name'] === 'string') one['name'] = one['name'].trim();
      }
    },
  },
  'format-cut-at-255': {
    title: 'A namespace format of 256 characters is stored without the last one',
    kind: 'fidelity',
    operation: update,
    caughtBy: ['patch-frame'],
    receive(call) {
      const { namespaceFormat } = objectOf(call.body);
      if (typeof namespaceFormat === 'string')
        call.body = { ...objectOf(call.body), namespaceFormat: namespaceFormat.slice(0, 255) };
    },
  },
  'dbt-job-wraps': {
    title: 'The job of dbt Cloud wraps around at 32 bits',
    kind: 'permitted',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    real: 'releases until July 2024, accounts as well',
    receive(call) {
      for (const operation of listOf(objectOf(call.body)['operations'])) {
        const webhook = objectOf(objectOf(objectOf(operation)['operatorConfiguration'])['webhook']);
        const cloud = objectOf(webhook['dbtCloud']);
        if (Number.isSafeInteger(cloud['jobId'])) cloud['jobId'] = Number(cloud['jobId']) % 2 ** 32;
      }
    },
  },
  'second-key-not-selected': {
    title: 'A part of the key that is not among the selected fields is dropped, unless it is the first one',
    kind: 'status',
    operation: 'any',
    caughtBy: ['invalid-rejected'],
    receive(call) {
      for (const { config } of streamsOf(call.body)) dropUnselectedKeys(objectOf(config));
    },
  },
  'email-flag-stays-beside-webhook': {
    title: 'The flag for e-mail cannot be switched off while the one for the webhook is on',
    kind: 'combination',
    operation: update,
    caughtBy: ['patch-frame'],
    real: 'the e-mail row is compared with the webhook flag',
    handle: (call, next, context) =>
      changeStored(call, next, context, (after, before) =>
        before?.notifySchemaChanges === true && sendsFalse(call, 'notifySchemaChangesByEmail')
          ? { ...after, notifySchemaChangesByEmail: before.notifySchemaChangesByEmail }
          : after,
      ),
  },
  'diff-schemas-swapped': {
    title: 'A refresh shows the old schema of a field as the new one, and the new one as the old',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['refresh-diff'],
    answer: onSuccess((body) => {
      for (const transform of listOf(objectOf(body['catalogDiff'])['transforms']))
        for (const field of listOf(objectOf(transform)['updateStream'])) {
          const schemas = objectOf(objectOf(field)['updateFieldSchema']);
          const { oldSchema, newSchema } = schemas;
          if (oldSchema !== undefined) Object.assign(schemas, { oldSchema: newSchema, newSchema: oldSchema });
        }
    }),
  },
  'empty-diff-left-out': {
    title: 'A refresh that finds no difference answers without catalogDiff',
    kind: 'fidelity',
    operation: get,
    caughtBy: ['refresh-diff'],
    answer: onSuccess((body) => {
      const { transforms } = objectOf(body['catalogDiff']);
      if (Array.isArray(transforms) && transforms.length === 0) delete body['catalogDiff'];
    }),
  },
  'workspace-state-cached': {
    title: 'Until the next write, every workspace has the state that was asked for first',
    kind: 'state',
    operation: 'any',
    caughtBy: ['unknown-ids'],
    handle(call, next, { memory }) {
      if (call.operation === create || call.operation === update) memory.delete('state');
      if (call.operation !== 'webBackendGetWorkspaceState') return next();
      if (!memory.has('state')) memory.set('state', next());
      return memory.get('state');
    },
  },
} as const satisfies Record<string, Fault>;

function sendsFalse({ body }: BackendCall, key: string): boolean {
  return objectOf(body)[key] === false;
}

function dropUnselectedKeys(config: Record<string, unknown>): void {
  const { fieldSelectionEnabled, selectedFields, primaryKey } = config;
  if (fieldSelectionEnabled !== true || !Array.isArray(primaryKey)) return;
  const selected = new Set(listOf(selectedFields).map((field) => JSON.stringify(objectOf(field)['fieldPath'])));
  config['primaryKey'] = primaryKey.filter(
    (path, index) => index === 0 || selected.has(JSON.stringify(listOf(path).slice(0, 1))),
  );
}
