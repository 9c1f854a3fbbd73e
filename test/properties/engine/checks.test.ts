/** Every check catches the wrong answer that is planted for it and says nothing about the right one. */
import { describe, expect, test } from 'vitest';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { runCase } from '../../../properties/engine/run-case.ts';
import { runContextFor } from '../../../properties/engine/run-context.ts';
import type { Case } from '../../../properties/model/case.ts';
import { caseOf, create, get, invalid, list, stream, update } from './case-steps.ts';
import { fakeTarget } from './fake-target.ts';
import type { Asked, Spoil } from './fake-target.ts';
import { lawBreakingCases } from './law-breaking-cases.ts';
import {
  changing,
  createId,
  daily,
  getId,
  listId,
  operationNamed,
  put,
  selected,
  selection,
  updateId,
} from './spoiled-answers.ts';

const never = new AbortController().signal;

async function brokenBy(testCase: Case, spoil?: Spoil): Promise<readonly string[]> {
  const run = await runCase(testCase, runContextFor(fakeTarget(spoil), allChecks, never));
  return run.violations.map(({ check }) => check.id);
}

describe('a check', () => {
  test.each(lawBreakingCases)('%s catches what is planted for it', async (id, testCase, spoil) => {
    const caught = await brokenBy(testCase, spoil);

    expect(caught).toContain(id);
  });

  test.each(lawBreakingCases.filter(([id]) => id !== 'transport' && id !== 'strict-error-body'))(
    '%s is quiet about the right answers to the same case',
    async (_id, testCase) => {
      const caught = await brokenBy(testCase);

      expect(caught.filter((id) => id !== 'strict-error-body')).toEqual([]);
    },
  );

  test('is proved for every id that judges single answers', () => {
    const proved = new Set<string>(lawBreakingCases.map(([id]) => id));

    // existing-untouched compares digests at the end of a run; see existing-connections.test.ts.
    expect(allChecks.map(({ id }) => id).filter((id) => !proved.has(id))).toEqual(['existing-untouched']);
  });
});

/** What two conforming servers may answer differently. */
const everything = caseOf(
  create(1, {
    ...selected,
    ...daily,
    operations: [operationNamed('a'), operationNamed('b')],
    resourceRequirements: {},
  }),
  get(1),
  list(),
  update(1, { operations: [operationNamed('c'), { ...operationNamed('a'), operationId: '{{operation:1:0}}' }] }),
  get(1),
  update(1, { syncCatalog: { streams: [stream('users', selection), stream('orders')] }, skipReset: true }),
  get(1),
  update(1, {}),
  get(1),
  list(),
);
const reads = new Set<string>([getId, createId, updateId]);
const eachStream =
  (change: (entry: { stream: Record<string, unknown>; config: Record<string, unknown> }) => void): Spoil =>
  (reply, { operation }) => {
    if (!reads.has(operation) || reply.status !== 200) return undefined;
    const { syncCatalog } = reply.json as { syncCatalog: { streams: Parameters<typeof change>[0][] } };
    for (const entry of syncCatalog.streams) change(entry);
    return undefined;
  };
const eachRead =
  (change: (json: Record<string, unknown>, asked: Asked) => void): Spoil =>
  (reply, asked) => {
    if (reads.has(asked.operation) && reply.status === 200) change(reply.json as Record<string, unknown>, asked);
    return undefined;
  };

const latitudes: readonly (readonly [string, Spoil])[] = [
  [
    'lists that are absent come back empty',
    eachStream(({ stream: one }) => put(one, { defaultCursorField: [], sourceDefinedPrimaryKey: [] })),
  ],
  [
    'lists that are empty are left out',
    eachStream(({ config }) => {
      if ((config['cursorField'] as unknown[] | undefined)?.length === 0) delete config['cursorField'];
      if ((config['primaryKey'] as unknown[] | undefined)?.length === 0) delete config['primaryKey'];
    }),
  ],
  ['aliases are derived in another way', eachStream(({ config }) => put(config, { aliasName: 'Alias' }))],
  ['suggested is anything', eachStream(({ config }) => put(config, { suggested: true }))],
  [
    'the schema is restricted to the selected fields',
    eachStream(({ stream: one, config }) => {
      if (config['fieldSelectionEnabled'] !== true) return;
      const { properties } = one['jsonSchema'] as { properties: Record<string, unknown> };
      put(one, { jsonSchema: { type: 'object', properties: { at: properties['at'], id: properties['id'] } } });
    }),
  ],
  [
    'selected fields come in another order',
    eachStream(({ config }) => {
      if (Array.isArray(config['selectedFields'])) config['selectedFields'].reverse();
    }),
  ],
  [
    'keys of schemas come in another order',
    eachStream(({ stream: one }) =>
      put(one, { jsonSchema: Object.fromEntries(Object.entries(one['jsonSchema'] as object).toReversed()) }),
    ),
  ],
  [
    'selectedFields are left out where selection is off',
    eachStream(({ config }) => {
      if (config['fieldSelectionEnabled'] !== true) delete config['selectedFields'];
    }),
  ],
  [
    'unselected streams are kept',
    eachRead((json) => {
      const { streams } = json['syncCatalog'] as { streams: unknown[] };
      streams.push(stream('unselected', { selected: false }));
    }),
  ],
  [
    'operations come in any order',
    eachRead((json, { count }) => {
      if (count % 2 === 0) (json['operations'] as unknown[]).reverse();
    }),
  ],
  [
    'operationIds come in any order',
    eachRead((json, { count }) => {
      if (count % 2 === 0) (json['operationIds'] as unknown[]).reverse();
    }),
  ],
  [
    'jobs move',
    eachRead((json, { count }) =>
      put(json, { isSyncing: count % 2 === 0, latestSyncJobCreatedAt: count, latestSyncJobStatus: 'running' }),
    ),
  ],
  ['empty requirements are left out', eachRead((json) => void delete json['resourceRequirements'])],
  ["members of the server's own are added", eachRead((json, { count }) => put(json, { airlockExtra: count }))],
  [
    'the list carries no status of jobs',
    changing(listId, (json) => {
      for (const item of json['connections'] as Record<string, unknown>[]) delete item['latestSyncJobStatus'];
    }),
  ],
  ['the list comes in any order', changing(listId, (json) => void (json['connections'] as unknown[]).reverse())],
];

describe('a conforming server', () => {
  test.each(latitudes)('raises no finding when %s', async (_latitude, spoil) => {
    const caught = await brokenBy(everything, spoil);

    expect(caught).toEqual([]);
  });

  test('may refuse updates of a deprecated connection', async () => {
    const caught = await brokenBy(
      caseOf(create(1), update(1, { status: 'deprecated' }), get(1), update(1, { prefix: 'late_' }), get(1), list()),
      (reply, { operation, body }) =>
        operation === updateId && body['prefix'] === 'late_'
          ? { ...reply, status: 422, json: { message: 'no' } }
          : undefined,
    );

    // The fake has carried the update out, and that is seen.
    expect(caught.filter((id) => id !== 'strict-error-body')).toEqual(['rejected-write-changes-nothing']);
  });

  test('is not blamed for a create that answers what it does not store', async () => {
    const lying = changing(getId, (json) => put(json, { geography: 'eu' }));

    const caught = await Promise.all([
      brokenBy(caseOf(create(1), create(2), get(1)), lying),
      brokenBy(caseOf(create(1), invalid(update(1), { status: 'airlock' }, '/status'), get(1)), lying),
    ]);

    expect(caught.flat().filter((id) => id === 'isolation' || id === 'rejected-write-changes-nothing')).toEqual([]);
  });

  test('may list a connection of the empty name that a create was refused with', async () => {
    const caught = await brokenBy(caseOf(create(1, { name: '' }), list()), (reply, { operation }) =>
      operation === createId ? { ...reply, status: 422, json: { message: 'no' } } : undefined,
    );

    // The fake has stored it, as another case may have; without a name of the case's own nobody can tell.
    expect(caught.filter((id) => id !== 'valid-accepted' && id !== 'strict-error-body')).toEqual([]);
  });

  test('may read a list of one workspace as that workspace', async () => {
    let listed: unknown;
    const body = { workspaceId: ['{{workspace}}'] };

    const caught = await brokenBy(
      caseOf(create(1), list(), invalid(list(), body, '/workspaceId', true)),
      (reply, { operation, count }) => {
        if (operation === listId && count === 1) listed = reply.json;
        return operation === listId && count === 2 ? { ...reply, status: 200, json: listed } : undefined;
      },
    );

    expect(caught).toEqual([]);
  });

  test('may accept what leniency allows', async () => {
    const caught = await brokenBy(
      caseOf(create(1), invalid(update(1), { status: 'airlock' }, '/status', true), get(1)),
      (reply, { body }) => (body['status'] === 'airlock' ? { ...reply, status: 200, json: {} } : undefined),
    );

    expect(caught.filter((id) => id !== 'response-schema' && id !== 'schedule-triple')).toEqual([]);
  });
});
