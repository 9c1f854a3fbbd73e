import { isolation } from '../../../properties/checks/isolation.ts';
import type { OperationStep } from '../../../properties/model/case.ts';
import { create, invalid, list, update } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { foreign, item, read, runningJob, workspaceId } from './shown.ts';
import { created, got, listed, ok, refused, updated } from './transcript.ts';

const two = [created(1), created(2), got(1)] as const;
const elsewhere = invalid(list(), { workspaceId: foreign.workspaceId }, '/workspaceId', true);
const foreignItem = item(7, { source: { sourceId: foreign.sourceId } });
const foreignFilter: OperationStep = {
  ...list({ sourceId: ['{{foreign-source}}'] }),
  intent: { kind: 'foreign' },
};
const operationId = (number: number): string => `000000a9-0000-4000-8000-00000000000${number}`;
const operation = (number: number): object => ({
  operationId: operationId(number),
  workspaceId,
  name: 'Normalize',
  operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
});
const requirements = { resourceRequirements: { memory_limit: '1Gi' } };
const sourceOf = (shown: object): object => Object(Reflect.get(shown, 'source'));
const other = { destinationId: '000000c1-0000-4000-8000-000000000002' };
const withOther = { ...other, destination: { ...Object(Reflect.get(read(1), 'destination')), ...other } };

prove(isolation, {
  keeps: {
    'a connection that a write to another one left alone': [...two, updated(2, { prefix: 'two_' }), got(1)],
    'jobs that move meanwhile': [
      created(1, { status: 'active' }),
      created(2),
      got(1, { status: 'active' }),
      updated(2, { prefix: 'two_' }),
      got(1, { status: 'active', ...runningJob }),
    ],
    'a list of the own workspace': [created(1), listed(item(1))],
    'a list of another workspace that shows none of ours': [created(1), [elsewhere, ok({ connections: [] })]],
    'a list of one workspace, read as that workspace': [
      created(1),
      [invalid(list(), { workspaceId: ['{{workspace}}'] }, '/workspaceId', true), ok({ connections: [item(1)] })],
    ],
    'an operation of another connection that came back under another id': [
      created(1, {}, { operations: [operation(1)], operationIds: [operationId(1)] }),
      created(2),
      [
        { ...update(2, { operations: [operation(1)] }), intent: { kind: 'foreign' } },
        ok(read(2, { operations: [operation(2)], operationIds: [operationId(2)] })),
      ],
    ],
    'a default that is the same for every create, whatever another one was sent': [
      created(1, {}, requirements),
      created(2, requirements),
      created(3, {}, requirements),
    ],
    'a create that shows what it was sent itself, as another one was': [
      created(1),
      created(2, requirements),
      created(3, requirements),
    ],
    'a default that belongs to another member that is sent': [
      created(1),
      created(2, { namespaceDefinition: 'customformat', namespaceFormat: 'one_' }),
      created(
        3,
        { namespaceDefinition: 'customformat' },
        { namespaceDefinition: 'customformat', namespaceFormat: 'one_' },
      ),
    ],
    'a default that belongs to another destination': [
      created(1),
      created(2, requirements),
      created(3, other, { ...withOther, ...requirements }),
    ],
    'a filter of another workspace that is refused': [created(1), [foreignFilter, refused(422)]],
    'a filter of another workspace that matches nothing': [created(1), [foreignFilter, ok({ connections: [] })]],
    'a list of another workspace that is refused': [created(1), [elsewhere, refused(404)]],
  },
  breaks: {
    'a write that reached another connection': {
      turns: [...two, updated(2, { prefix: 'two_' }), got(1, { prefix: 'two_' })],
      title: 'Writing another connection changed /prefix of this one',
      pointer: '/prefix',
    },
    'a connection of another workspace in the list': {
      turns: [listed(foreignItem)],
      title: 'The list shows a connection of another workspace',
      pointer: '/connections',
    },
    'a filter that reaches into another workspace': {
      turns: [created(1), [foreignFilter, ok({ connections: [foreignItem] })]],
      title: 'The list shows a connection of another workspace',
      pointer: '/connections',
    },
    'a source in another workspace': {
      turns: [created(1), got(1, { source: { ...sourceOf(read(1)), workspaceId: foreign.workspaceId } })],
      title: 'A connection of the workspace has a source of another one',
      pointer: '/source/workspaceId',
    },
    'an update that took the operation of another connection': {
      turns: [
        created(1, {}, { operations: [operation(1)], operationIds: [operationId(1)] }),
        created(2),
        [
          { ...update(2, { operations: [operation(1)] }), intent: { kind: 'foreign' } },
          ok(read(2, { operations: [operation(1)], operationIds: [operationId(1)] })),
        ],
      ],
      title: 'A connection shows an operation of another one',
      pointer: '/operations',
    },
    'a create that attached the operation of another connection': {
      turns: [
        created(1, {}, { operations: [operation(1)], operationIds: [operationId(1)] }),
        [
          { ...create(2, { operationIds: ['{{operation:1:0}}'] }), intent: { kind: 'foreign' } },
          ok(read(2, { operationIds: [operationId(1)] })),
        ],
      ],
      title: 'A connection shows an operation of another one',
      pointer: '/operations',
    },
    'a create that takes over what the create before was sent': {
      turns: [created(1), created(2, requirements), created(3, {}, requirements)],
      title: 'A create shows at /resourceRequirements what another connection was sent',
      pointer: '/resourceRequirements',
    },
    'a create that takes over what an update was sent': {
      turns: [created(1), updated(1, { geography: 'eu' }), created(2, {}, { geography: 'eu' })],
      title: 'A create shows at /geography what another connection was sent',
      pointer: '/geography',
    },
    'a create that takes over what a refused one was sent': {
      turns: [created(1), [create(2, requirements), refused()], created(3, {}, requirements)],
      title: 'A create shows at /resourceRequirements what another connection was sent',
      pointer: '/resourceRequirements',
    },
    'a connection of this workspace in the list of another one': {
      turns: [created(1), [elsewhere, ok({ connections: [item(1)] })]],
      title: 'The list of another workspace shows a connection of this one',
      pointer: '/connections',
    },
  },
});
