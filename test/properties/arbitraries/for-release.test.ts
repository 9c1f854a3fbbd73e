import { expect, test } from 'vitest';
import { stepsForRelease } from '../../../properties/arbitraries/for-release.ts';
import type { CaseStep } from '../../../properties/model/case.ts';
import { repairedDescription } from '../../../schemas/description.ts';
import type { Description } from '../../../schemas/description.ts';
import { builtInReleases } from '../../../schemas/built-in-releases.ts';
import { operations } from '../../../schemas/operations.ts';

const workspaceId = '5ae6b09b-fdec-41af-aaf7-7d94cfc33ef6';
const list: CaseStep = {
  operation: 'webBackendListConnectionsForWorkspace',
  body: { workspaceId },
  intent: { kind: 'valid' },
};

function releaseWhoseListTakes(pageSize: object): Description {
  const operation = operations.webBackendListConnectionsForWorkspace;
  const request = { ...operation.request, properties: { ...operation.request.properties, pageSize } };
  return {
    ...repairedDescription,
    operations: { ...repairedDescription.operations, [operation.id]: { ...operation, request } },
  };
}

test('a list that comes in pages is asked for as a whole, as far as the release allows', () => {
  const bodies = [{ type: 'integer' }, { type: 'integer', maximum: 100 }].map(
    (pageSize) => stepsForRelease([list], releaseWhoseListTakes(pageSize))[0]?.body,
  );

  expect(bodies).toEqual([
    { workspaceId, pageSize: 1000 },
    { workspaceId, pageSize: 100 },
  ]);
});

test('a list without pages is asked for as before', () => {
  expect(stepsForRelease([list], repairedDescription)).toEqual([list]);
});

test('steps of an operation that the release lacks are left out', () => {
  const { webBackendListConnectionsForWorkspace: _gone, ...others } = repairedDescription.operations;

  expect(stepsForRelease([list], { ...repairedDescription, operations: others })).toEqual([]);
});

test('a body that is wrong by our schema only is not sent', () => {
  const broken: CaseStep = {
    operation: 'webBackendListConnectionsForWorkspace',
    body: { workspaceId, pageSize: 20 },
    intent: {
      kind: 'invalid',
      label: { kind: 'schema', keyword: 'type', pointer: '/pageSize', description: 'a number for text' },
    },
  };

  expect(stepsForRelease([broken], releaseWhoseListTakes({ type: 'integer' }))).toEqual([]);
  expect(stepsForRelease([broken], releaseWhoseListTakes({ type: 'string' }))).toEqual([broken]);
});

test('a broken rule about a member that the release does not describe is not sent', () => {
  const broken = (pointer: string): CaseStep => ({
    operation: 'webBackendUpdateConnection',
    body: {},
    intent: {
      kind: 'invalid',
      label: { kind: 'semantic', keyword: 'operation', pointer, description: '' },
    },
  });
  const block = broken('/operations/0/operatorConfiguration/dbt');
  const schedule = broken('/scheduleData/basicSchedule/units');
  const { description: release20 } = builtInReleases['2.0'];

  expect(stepsForRelease([block, schedule], release20)).toEqual([schedule]);
  expect(stepsForRelease([block, schedule], repairedDescription)).toEqual([block, schedule]);
});
