/** What two servers with faults that nobody had looked at showed to be missed: changes that come late or go astray. */
import { listItem } from '../../src/backend/read-model.ts';
import type { Fault } from '../fault.ts';
import { changeStored, onSuccess, sends, storedFor } from '../fault-hooks.ts';
import { listOf, objectOf, textOf } from '../json-access.ts';

const create = 'webBackendCreateConnection';
const update = 'webBackendUpdateConnection';
const list = 'webBackendListConnectionsForWorkspace';

export const missedFaults = {
  'deprecation-listed-late': {
    title: 'The first list after a deprecation still shows the connection',
    kind: 'state',
    operation: 'any',
    caughtBy: ['deprecated-hidden'],
    real: 'RB-50',
    answer: onSuccess((body, call, context) => {
      const { memory, store } = context;
      const late = listOf(memory.get('late'));
      const stored =
        call.operation === update && body['status'] === 'deprecated' ? storedFor(call, context) : undefined;
      if (stored !== undefined) memory.set('late', [...late, listItem(store, { ...stored, status: 'inactive' })]);
      if (call.operation !== list) return;
      listOf(body['connections']).push(...late);
      memory.delete('late');
    }),
  },
  'revived-not-listed': {
    title: 'A deprecated connection that is made inactive again is not listed again',
    kind: 'state',
    operation: 'any',
    caughtBy: ['list-membership'],
    answer: onSuccess((body, call, { memory }) => {
      if (call.operation === update && body['status'] === 'deprecated')
        memory.set(`gone ${textOf(body['connectionId'])}`, true);
      if (call.operation === list)
        body['connections'] = listOf(body['connections']).filter(
          (item) => !memory.has(`gone ${textOf(objectOf(item)['connectionId'])}`),
        );
    }),
  },
  'updates-grow': {
    title: 'check_updates counts what it has counted before once more with every call',
    kind: 'state',
    operation: 'webBackendCheckUpdates',
    caughtBy: ['constant-answers'],
    answer: onSuccess((body, _call, { memory }) => {
      const counted = Number(memory.get('counted') ?? 0) + Number(body['sourceDefinitions']);
      memory.set('counted', counted);
      body['sourceDefinitions'] = counted;
    }),
  },
  'default-name-turned': {
    title: 'The default name of a connection has the destination first',
    kind: 'fidelity',
    operation: create,
    caughtBy: ['actors-agree'],
    handle: (call, next, context) =>
      changeStored(call, next, context, (after) => {
        const [source, destination] = after.name.split(' <> ');
        return sends(call, 'name') || source === undefined || destination === undefined
          ? after
          : { ...after, name: `${destination} <> ${source}` };
      }),
  },
  'preference-defaults-to-disable': {
    title: 'A create without a preference for changes switches the connection off at the first one',
    kind: 'fidelity',
    operation: create,
    caughtBy: ['create-equals-get'],
    receive(call) {
      if (call.operation === create && !sends(call, 'nonBreakingChangesPreference'))
        call.body = { ...objectOf(call.body), nonBreakingChangesPreference: 'disable' };
    },
  },
  'create-takes-over-requirements': {
    title: 'A create without resource requirements stores those of the create before',
    kind: 'isolation',
    operation: create,
    caughtBy: ['isolation'],
    receive(call, { memory }) {
      if (sends(call, 'resourceRequirements')) memory.set('requirements', objectOf(call.body)['resourceRequirements']);
      else if (memory.has('requirements'))
        call.body = { ...objectOf(call.body), resourceRequirements: memory.get('requirements') };
    },
  },
  'create-takes-over-geography': {
    title: 'A create without a geography stores that of the last update of any connection',
    kind: 'isolation',
    operation: 'any',
    caughtBy: ['isolation'],
    receive(call, { memory }) {
      const body = objectOf(call.body);
      if (call.operation === update && sends(call, 'geography')) memory.set('geography', body['geography']);
      if (call.operation === create && !sends(call, 'geography') && memory.has('geography'))
        call.body = { ...body, geography: memory.get('geography') };
    },
  },
} as const satisfies Record<string, Fault>;
