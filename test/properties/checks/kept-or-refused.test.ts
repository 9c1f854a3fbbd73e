import { expect, test } from 'vitest';
import { keptOrRefused } from '../../../properties/checks/kept-or-refused.ts';
import { patchFrame } from '../../../properties/checks/patch-frame.ts';
import type { OperationStep } from '../../../properties/model/case.ts';
import { create, get, list, stream, update } from '../engine/case-steps.ts';
import { judged, prove } from './prove.ts';
import { idOf, item, read, tags, workspaceId } from './shown.ts';
import { created, got, listed, ok, refused, updated } from './transcript.ts';

const dataplaneGroupId = '000000aa-0000-4000-8000-00000000000a';
const [tag] = tags;

function permitted(
  step: OperationStep,
  members: object,
  { pointer, description, keyword = 'odd' }: { pointer: string; description: string; keyword?: string },
): OperationStep {
  const label = { kind: 'semantic', keyword, pointer, description } as const;
  return { ...step, body: { ...(step.body as object), ...members }, intent: { kind: 'permitted', label } };
}

const toGroup = permitted(
  update(1),
  { dataplaneGroupId },
  { pointer: '/dataplaneGroupId', description: 'an unknown group' },
);
const withTag = permitted(create(1), { tags: [tag] }, { pointer: '/tags', description: 'an unknown tag' });
const every = (units: unknown): object => ({
  scheduleType: 'basic',
  scheduleData: { basicSchedule: { timeUnit: 'hours', units } },
});
const halves = permitted(update(1), every(1.5), {
  pointer: '/scheduleData/basicSchedule/units',
  description: 'a fraction of units',
});
const shownEvery = (units: number): object => ({ ...every(units), schedule: { timeUnit: 'hours', units } });
const blank = permitted(update(1), { prefix: '  ' }, { pointer: '/prefix', description: 'a prefix of blanks' });
const capitals = permitted(
  get(1),
  { connectionId: '{{CONNECTION:1}}' },
  { pointer: '/connectionId', description: 'a connection in capitals', keyword: 'id-case' },
);
const listedByCapitals = permitted(
  list(),
  { workspaceId: '{{WORKSPACE}}' },
  { pointer: '/workspaceId', description: 'a workspace in capitals', keyword: 'id-case' },
);

const unsaid = permitted(
  update(1),
  { syncCatalog: { streams: [stream('users', { selected: undefined })] } },
  { pointer: '/syncCatalog/streams/0/config/selected', description: 'a stream that does not say it' },
);

const operation = {
  workspaceId,
  name: 'one',
  operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
};
const having = (operationId: string): object => ({
  operations: [{ ...operation, operationId }],
  operationIds: [operationId],
});
const withOperation = created(1, { operations: [operation] }, having(idOf(7)));
const keptByCapitals = permitted(
  update(1),
  { operations: [{ ...operation, operationId: '{{OPERATION:1:0}}' }] },
  { pointer: '/operations/0/operationId', description: 'an operation in capitals', keyword: 'id-case' },
);

const withSchema = (jsonSchema: unknown): object => ({
  syncCatalog: { streams: [stream('users', {}, { jsonSchema })] },
});
const nullCursor = permitted(
  update(1),
  { syncCatalog: { streams: [stream('users', { cursorField: null })] } },
  { pointer: '/syncCatalog/streams/0/config/cursorField', description: 'null for a cursor' },
);
const nullType = permitted(update(1), withSchema({ properties: { id: { type: null, title: 'id' } } }), {
  pointer: '/syncCatalog/streams/0/stream/jsonSchema',
  description: 'null for a type',
});
const nullProperties = permitted(update(1), withSchema({ type: 'object', properties: null }), {
  pointer: '/syncCatalog/streams/0/stream/jsonSchema',
  description: 'null for the properties',
});

prove(keptOrRefused, {
  keeps: {
    'null for a setting of a stream, as none': [
      created(1),
      [nullCursor, ok(read(1, { syncCatalog: { streams: [stream('users')] } }))],
    ],
    'null in a schema': [
      created(1),
      [nullType, ok(read(1, withSchema({ properties: { id: { title: 'id', type: null } } })))],
    ],
    'a word for a boolean that only newer releases declare': [
      [
        permitted(
          create(1),
          { notifySchemaChanges: 'true' },
          { pointer: '/notifySchemaChanges', description: 'the word true for a boolean' },
        ),
        ok(read(1, { notifySchemaChanges: true })),
      ],
    ],
    'what is stored as it was sent': [created(1), [toGroup, ok(read(1, { dataplaneGroupId }))]],
    'an id in capitals': [created(1), [toGroup, ok(read(1, { dataplaneGroupId: dataplaneGroupId.toUpperCase() }))]],
    'a refusal': [created(1), [toGroup, refused(404)]],
    'a tag that is taken': [[withTag, ok(read(1, { tags: [{ ...tag, name: 'other' }] }))]],
    'digits in quotes as the number that they are': [
      created(1),
      [
        permitted(update(1), every('24'), { pointer: '/scheduleData/basicSchedule/units', description: 'digits' }),
        ok(read(1, shownEvery(24))),
      ],
    ],
    'a value that a later update replaces': [
      created(1),
      [blank, ok(read(1, { prefix: '  ' }))],
      updated(1, { prefix: 'later_' }),
      got(1, { prefix: 'later_' }),
    ],
    'blanks that are kept': [
      created(1),
      [blank, ok(read(1, { prefix: '  ' }))],
      got(1, { prefix: '  ' }),
      updated(1, { geography: 'eu' }, { prefix: '  ', geography: 'eu' }),
      got(1, { prefix: '  ', geography: 'eu' }),
    ],
    'a stream that does not say whether it is selected, as one that is': [
      created(1),
      [unsaid, ok(read(1, { syncCatalog: { streams: [stream('users')] } }))],
    ],
    'a stream that does not say whether it is selected, as one that is not': [
      created(1),
      [unsaid, ok(read(1, { syncCatalog: { streams: [] } }))],
    ],
    'a read by capitals': [created(1), [capitals, ok(read(1))], [listedByCapitals, ok({ connections: [item(1)] })]],
    'an operation that is kept by its id in capitals': [withOperation, [keptByCapitals, ok(read(1, having(idOf(7))))]],
    'an operation in capitals that is refused': [withOperation, [keptByCapitals, refused(400)]],
    'a read by capitals that is refused': [created(1), [capitals, refused(404)], [listedByCapitals, refused(400)]],
  },
  breaks: {
    'a fraction that is rounded': {
      turns: [created(1), [halves, ok(read(1, shownEvery(2)))]],
      title: 'A write with a fraction of units was accepted and not kept',
      pointer: '/scheduleData/basicSchedule/units',
    },
    'null that is left out of a schema': {
      turns: [created(1), [nullType, ok(read(1, withSchema({ properties: { id: { title: 'id' } } })))]],
      title: 'A write with null for a type was accepted and not kept',
      pointer: '/syncCatalog/0/jsonSchema/properties/id/type',
    },
    'an object in the place of null': {
      turns: [created(1), [nullProperties, ok(read(1, withSchema({ type: 'object', properties: {} })))]],
      title: 'A write with null for the properties was accepted and not kept',
      pointer: '/syncCatalog/0/jsonSchema/properties',
    },
    'a tag that is dropped': {
      turns: [[withTag, ok(read(1, { tags: [] }))]],
      title: 'A write with an unknown tag was accepted and not kept',
      pointer: '/tags',
    },
    'a member that no answer shows': {
      turns: [created(1), [toGroup, ok(read(1))]],
      title: 'A write with an unknown group was accepted and not kept',
      pointer: '/dataplaneGroupId',
    },
    'a value that is gone in the next read': {
      turns: [created(1), [blank, ok(read(1, { prefix: '  ' }))], got(1, { prefix: 'trimmed' })],
      title: 'webBackendGetConnection shows something else for a prefix of blanks, which was accepted',
      pointer: '/prefix',
    },
    'a value that is gone, in the first of the reads that show it': {
      turns: [
        created(1),
        [blank, ok(read(1, { prefix: '  ' }))],
        got(1, { prefix: 'trimmed' }),
        updated(1, {}, { prefix: 'trimmed' }),
        got(1, { prefix: 'trimmed' }),
      ],
      title: 'webBackendGetConnection shows something else for a prefix of blanks, which was accepted',
      pointer: '/prefix',
    },
    'a name that the list shows otherwise': {
      turns: [
        created(1),
        [
          permitted(update(1), { name: ' ' }, { pointer: '/name', description: 'a name of blanks' }),
          ok(read(1, { name: ' ' })),
        ],
        listed(item(1, { name: 'unnamed' })),
      ],
      title: 'webBackendListConnectionsForWorkspace shows something else for a name of blanks, which was accepted',
      pointer: '/connections/0/name',
    },
    'another connection by an id in capitals': {
      turns: [created(1), [capitals, ok(read(1, { connectionId: idOf(2) }))]],
      title: 'webBackendGetConnection did not find what a connection in capitals names',
      pointer: '/connectionId',
    },
    'another id for an operation in capitals': {
      turns: [withOperation, [keptByCapitals, ok(read(1, having(idOf(8))))]],
      title: 'webBackendUpdateConnection did not find what an operation in capitals names',
      pointer: '/operations',
    },
    'an empty list by an id in capitals': {
      turns: [created(1), [listedByCapitals, ok({ connections: [] })]],
      title: 'webBackendListConnectionsForWorkspace did not find what a workspace in capitals names',
      pointer: '/connections',
    },
  },
});

test('what an update of another member changes is told by patch-frame alone', async () => {
  const run = await judged(
    [
      created(1),
      [blank, ok(read(1, { prefix: '  ' }))],
      updated(1, { geography: 'eu' }, { prefix: 'other', geography: 'eu' }),
      got(1, { prefix: 'other', geography: 'eu' }),
    ],
    [keptOrRefused, patchFrame],
  );

  expect(run.violations.map(({ check }) => check.id)).toEqual(['patch-frame']);
});
