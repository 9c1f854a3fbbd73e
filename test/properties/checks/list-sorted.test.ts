import { listSorted } from '../../../properties/checks/list-sorted.ts';
import { operations20 } from '../../../schemas/airbyte-2.0/operations.ts';
import { prove } from './prove.ts';
import { item } from './shown.ts';
import { filtered } from './transcript.ts';

const named = (handle: number, name: string): object => item(handle, { name });
const synced = (handle: number, day: number): object =>
  item(handle, { latestSyncJobCreatedAt: 1_700_000_000 + day, latestSyncJobStatus: 'succeeded' });
const ascending = { sortKey: 'connectionName_asc' };

prove(
  listSorted,
  {
    keeps: {
      'names in their order': [filtered(ascending, named(7, 'a'), named(8, 'B'), named(9, 'c'))],
      'names in the other order': [filtered({ sortKey: 'connectionName_desc' }, named(7, 'c'), named(8, 'B'))],
      'capitals before small letters': [filtered(ascending, named(7, 'Z'), named(8, 'a'))],
      'numbers as numbers': [filtered(ascending, named(7, 'a 9'), named(8, 'a 10'))],
      'equal names in any order': [filtered(ascending, named(8, 'a'), named(7, 'a'))],
      'never synced connections at the start': [
        filtered({ sortKey: 'lastSync_asc' }, item(7), synced(8, 1), synced(9, 2)),
      ],
      'never synced connections at the end': [
        filtered({ sortKey: 'lastSync_asc' }, synced(8, 1), synced(9, 2), item(7)),
      ],
    },
    exempts: { 'a list without a key': [filtered({}, named(7, 'b'), named(8, 'a'))] },
    breaks: {
      'names out of their order': {
        turns: [filtered(ascending, named(7, 'b'), named(8, 'a'))],
        title: 'A list by connectionName is not in that order',
        pointer: '/connections',
      },
      'an order that is turned round': {
        turns: [filtered({ sortKey: 'connectionName_desc' }, named(7, 'a'), named(8, 'b'))],
        title: 'A list by connectionName is not in that order',
        pointer: '/connections',
      },
      'last syncs out of their order, others between them': {
        turns: [filtered({ sortKey: 'lastSync_desc' }, synced(7, 1), item(8), synced(9, 2))],
        title: 'A list by lastSync is not in that order',
        pointer: '/connections',
      },
    },
  },
  operations20,
);
