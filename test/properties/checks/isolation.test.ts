import { isolation } from '../../../properties/checks/isolation.ts';
import { invalid, list } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { foreign, item, runningJob } from './shown.ts';
import { created, got, listed, ok, refused, updated } from './transcript.ts';

const two = [created(1), created(2), got(1)] as const;
const elsewhere = invalid(list(), { workspaceId: foreign.workspaceId }, '/workspaceId', true);
const foreignItem = item(7, { source: { sourceId: foreign.sourceId } });

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
    'a list of another workspace that is refused': [created(1), [elsewhere, refused(404)]],
  },
  exempts: {
    'a create that answered what it did not store': [created(1), created(2), got(1, { geography: 'eu' })],
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
    'a connection of this workspace in the list of another one': {
      turns: [created(1), [elsewhere, ok({ connections: [item(1)] })]],
      title: 'The list of another workspace shows a connection of this one',
      pointer: '/connections',
    },
  },
});
