/** Mistakes about what release 2.0 brought: tags, preferences, mappers, filters, pages, problems. */
import type { BackendCall, HookContext } from '../../src/backend/hooks.ts';
import type { StoredConnection } from '../../src/backend/store.ts';
import type { Fault } from '../fault.ts';
import { onSuccess, sends, storedFor } from '../fault-hooks.ts';
import { listOf, objectOf, streamsOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';

const create = 'webBackendCreateConnection';
const update = 'webBackendUpdateConnection';
const list = 'webBackendListConnectionsForWorkspace';

const byRelease20 = { release: '2.0' } as const;

/** Takes a filter out before it is looked at. */
function ignores(filter: string): Pick<Fault, 'receive'> {
  return {
    receive(call) {
      const body = objectOf(call.body);
      if (body['filters'] === undefined) return;
      const { [filter]: _ignored, ...filters } = objectOf(body['filters']);
      call.body = { ...body, filters };
    },
  };
}

/** Changes the tags that an update leaves, in its answer and in the store. */
function changesTags(change: (before: readonly string[], sent: unknown) => readonly string[] | undefined) {
  return (call: BackendCall, next: () => unknown, context: HookContext): unknown => {
    const before = storedFor(call, context)?.tagIds ?? [];
    const read = objectOf(next());
    const tagIds = change(before, objectOf(call.body)['tags']);
    const after: StoredConnection | undefined = context.store.connections.get(textOf(read['connectionId']));
    if (tagIds === undefined || after === undefined) return read;
    context.store.connections.set(after.connectionId, { ...after, tagIds });
    return { ...read, tags: tagIds.flatMap((id) => context.store.tags.get(id) ?? []) };
  };
}

function changeItems(change: (items: unknown[], body: JsonObject) => unknown[]): Pick<Fault, 'answer'> {
  return {
    answer: onSuccess((answer, call) => {
      answer['connections'] = change(listOf(answer['connections']), objectOf(call.body));
    }),
  };
}

export const newerFaults = {
  'tags-merged': {
    title: 'An update adds its tags to those that are there',
    kind: 'state',
    operation: update,
    caughtBy: ['tags-kept'],
    ...byRelease20,
    handle: changesTags((before, sent) =>
      Array.isArray(sent) ? [...new Set([...before, ...sent.map((tag) => textOf(objectOf(tag)['tagId']))])] : undefined,
    ),
  },
  'update-clears-tags': {
    title: 'An update without tags, or with null for them, takes them all away',
    kind: 'state',
    operation: update,
    caughtBy: ['patch-frame'],
    ...byRelease20,
    handle: changesTags((_before, sent) => (sent === undefined ? [] : undefined)),
  },
  'tags-not-listed': {
    title: 'The list shows connections without their tags',
    kind: 'fidelity',
    operation: list,
    caughtBy: ['tags-kept'],
    ...byRelease20,
    ...changeItems((items) => items.map((item) => ({ ...objectOf(item), tags: [] }))),
  },
  'unknown-tags-ignored': {
    title: 'Tags that the workspace does not have are dropped',
    kind: 'status',
    operation: 'any',
    caughtBy: ['kept-or-refused'],
    ...byRelease20,
    real: 'seen on 2.0.0',
    receive(call, { store }) {
      const { tags, ...others } = objectOf(call.body);
      if (!Array.isArray(tags)) return;
      call.body = { ...others, tags: tags.filter((tag) => store.tags.has(textOf(objectOf(tag)['tagId']))) };
    },
  },
  'backfill-preference-not-stored': {
    title: 'A create stores the preference for backfills only beside another one',
    kind: 'state',
    operation: create,
    caughtBy: ['create-equals-get'],
    ...byRelease20,
    real: 'seen on 2.0.0',
    receive(call) {
      if (sends(call, 'nonBreakingChangesPreference')) return;
      const { backfillPreference: _lost, ...body } = objectOf(call.body);
      call.body = body;
    },
  },
  'mappers-dropped': {
    title: 'The mappers of a stream are not stored',
    kind: 'fidelity',
    operation: 'any',
    caughtBy: ['mappers-kept'],
    ...byRelease20,
    answer: onSuccess((answer) => {
      for (const { config } of streamsOf(answer))
        if (objectOf(config)['mappers'] !== undefined) objectOf(config)['mappers'] = [];
    }),
  },
  'hashed-fields-dropped': {
    title: 'Hashed fields come back in the answer to the write and not in a get',
    kind: 'fidelity',
    operation: 'webBackendGetConnection',
    caughtBy: ['mappers-kept'],
    ...byRelease20,
    answer: onSuccess((answer) => {
      for (const { config } of streamsOf(answer))
        if (objectOf(config)['hashedFields'] !== undefined) objectOf(config)['hashedFields'] = [];
    }),
  },
  'list-order-turned-round': {
    title: 'A list that is asked for in descending order comes in ascending order',
    kind: 'fidelity',
    operation: list,
    caughtBy: ['list-sorted'],
    ...byRelease20,
    ...changeItems((items, { sortKey }) => (textOf(sortKey).endsWith('_desc') ? items.toReversed() : items)),
  },
  'page-skips-one': {
    title: 'A page leaves out the connection after its cursor',
    kind: 'concurrency',
    operation: list,
    caughtBy: ['list-pages'],
    ...byRelease20,
    ...changeItems((items, { cursor }) => (cursor === undefined ? items : items.slice(1))),
  },
  'total-counts-the-page': {
    title: 'num_connections counts the connections of the page',
    kind: 'concurrency',
    operation: list,
    caughtBy: ['list-pages'],
    ...byRelease20,
    answer: onSuccess((answer) => {
      answer['num_connections'] = listOf(answer['connections']).length;
    }),
  },
  'search-ignored': {
    title: 'The list takes a search term and shows everything',
    kind: 'fidelity',
    operation: list,
    caughtBy: ['list-filters'],
    ...byRelease20,
    ...ignores('searchTerm'),
  },
  'states-ignored': {
    title: 'The list takes a filter by state and shows everything',
    kind: 'fidelity',
    operation: list,
    caughtBy: ['list-filters'],
    ...byRelease20,
    ...ignores('states'),
  },
  'tag-filter-ignored': {
    title: 'The list takes a filter by tag and shows everything',
    kind: 'fidelity',
    operation: list,
    caughtBy: ['list-filters'],
    ...byRelease20,
    ...ignores('tagIds'),
  },
  'paused-filter-crashes': {
    title: 'A filter for the status paused answers 500',
    kind: 'rare',
    operation: list,
    caughtBy: ['no-server-error'],
    ...byRelease20,
    real: 'seen on 2.0.0',
    answer(answer, call) {
      if (!listOf(objectOf(objectOf(call.body)['filters'])['statuses']).includes('paused')) return;
      answer.status = 500;
      answer.body = { errorId: '00000000-0000-4000-8000-000000000000' };
    },
  },
  'problem-without-title': {
    title: 'A refusal is a problem object without a title',
    kind: 'status',
    operation: 'any',
    caughtBy: ['problem-body'],
    ...byRelease20,
    answer(answer) {
      if (answer.status !== 422) return;
      answer.status = 400;
      answer.body = { type: 'error:validation', detail: 'The body is invalid', status: 400 };
    },
  },
  'blank-id-never-answered': {
    title: 'An id that begins with a blank is never answered',
    kind: 'status',
    operation: 'getStateType',
    caughtBy: ['always-answered'],
    ...byRelease20,
    real: 'seen on 2.0.0',
    handle: (call, next) =>
      /^\s|\s$/.test(textOf(objectOf(call.body)['connectionId'])) ? new Promise(() => undefined) : next(),
  },
} as const satisfies Record<string, Fault>;
