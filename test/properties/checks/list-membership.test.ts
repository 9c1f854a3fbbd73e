import { listMembership } from '../../../properties/checks/list-membership.ts';
import { list, update } from '../engine/case-steps.ts';
import { prove } from './prove.ts';
import { idOf, item } from './shown.ts';
import { created, filtered, listed, ok, refused, updated } from './transcript.ts';

const deprecated = { status: 'deprecated' };
const revived = { status: 'inactive' };
const gone = [created(1), updated(1, deprecated)] as const;

prove(listMembership, {
  keeps: {
    'each connection once': [created(1), created(2), listed(item(1), item(2))],
    'connections in another order': [created(1), created(2), listed(item(2), item(1))],
    'connections of others': [created(1), listed(item(7), item(1), item(8))],
    'a deprecated connection that is gone': [created(1), updated(1, { status: 'deprecated' }), listed()],
    'a deprecated connection that refuses to come back': [...gone, [update(1, revived), refused()], listed()],
    'a deprecated connection that takes the update, and stays deprecated': [
      ...gone,
      updated(1, revived, deprecated),
      listed(),
    ],
    'a deprecated connection that comes back': [...gone, updated(1, revived), listed(item(1))],
    'an id in capitals': [created(1), listed(item(1, { connectionId: idOf(1).toUpperCase() }))],
  },
  exempts: {
    'a page that says there are more': [created(1), [list(), ok({ connections: [], num_connections: 40 })]],
  },
  breaks: {
    'a connection that is missing': {
      turns: [created(1), listed()],
      title: 'A live connection is missing from the list',
      pointer: '/connections',
    },
    'a connection that came back, and is missing': {
      turns: [...gone, updated(1, revived), listed()],
      title: 'A live connection is missing from the list',
      pointer: '/connections',
    },
    'a connection that is missing after a failed update of its prefix': {
      turns: [created(1), [update(1, { prefix: 'after_' }), refused(500)], listed()],
      title: 'A live connection is missing from the list',
      pointer: '/connections',
    },
    'a connection that is listed twice': {
      turns: [created(1), listed(item(1), item(1))],
      title: 'A connection is listed 2 times',
      pointer: '/connections',
    },
    'a connection that a filter finds twice': {
      turns: [created(1), filtered({ sourceId: ['{{source}}', '{{unknown}}'] }, item(1), item(1))],
      title: 'A connection is listed 2 times',
      pointer: '/connections',
    },
  },
});
