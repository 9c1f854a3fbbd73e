/** What is accepted or explained at one place of an answer hides nothing at another, and one cause is one finding. */
import { describe, expect, test } from 'vitest';
import { findingsOf } from '../../contracts/run/broken-contracts.ts';
import type { Mismatch } from '../../contracts/run/run-verifier.ts';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { touchedFindings } from '../../properties/engine/existing-connections.ts';
import { FindingCollector } from '../../properties/engine/finding-collector.ts';
import { runContextFor } from '../../properties/engine/run-context.ts';
import { runCase } from '../../properties/engine/run-case.ts';
import { RunStatistics } from '../../properties/engine/run-statistics.ts';
import type { Case } from '../../properties/model/case.ts';
import type { Finding } from '../../src/report/report.ts';
import { changedPlaces } from '../../src/target/digest.ts';
import { ask, caseOf, create, get, invalid, list, stream, update } from '../properties/engine/case-steps.ts';
import { fakeTarget } from '../properties/engine/fake-target.ts';
import type { Asked, Corruption } from '../properties/engine/fake-target.ts';

const never = new AbortController().signal;
const checks = allChecks.filter(({ optional }) => optional !== true);
const createId = 'webBackendCreateConnection';
const updateId = 'webBackendUpdateConnection';
const getId = 'webBackendGetConnection';
const listId = 'webBackendListConnectionsForWorkspace';

interface Explained {
  readonly known?: readonly string[];
  readonly deviationOf?: (finding: Finding) => string | undefined;
}

/** What a run reports of cases on a server that answers like this, as `status signature`. */
async function reported(
  cases: readonly Case[],
  corrupt: Corruption,
  explained: Explained = {},
): Promise<readonly string[]> {
  const target = fakeTarget(corrupt);
  const context = runContextFor(target, checks, never);
  const { known = [], ...more } = explained;
  const collector = new FindingCollector({
    ...more,
    context,
    statistics: new RunStatistics(),
    deadline: Number.POSITIVE_INFINITY,
    shrink: false,
    strict: false,
    known: known.map((signature) => ({ signature, reason: 'PLAT-12' })),
    target,
    workers: 1,
  });
  for (const testCase of cases) await collector.judge(testCase, await runCase(testCase, context));
  return collector.findings().map(({ status, signature }) => `${status} ${signature}`);
}

/** Changes what one operation answers with 200. */
function changing(
  operation: Asked['operation'],
  change: (json: Record<string, unknown>, asked: Asked) => void,
): Corruption {
  return (reply, asked) => {
    if (asked.operation === operation && reply.status === 200) change(reply.json as Record<string, unknown>, asked); // an object of that operation
    return undefined;
  };
}

const put = (json: object, members: object): void => void Object.assign(json, members);
const twoMembers = caseOf(create(1), get(1), update(1, { prefix: 'new_', geography: 'eu' }));
const losesTwo = changing(updateId, (json) => put(json, { prefix: 'old_', geography: 'auto' }));
const place = (pointer: string): string => `patch-frame ${updateId} ${pointer} written`;

describe('two places of one answer', () => {
  test('are two findings', async () => {
    const found = await reported([twoMembers], losesTwo);

    expect(found.toSorted()).toEqual([`new ${place('/geography')}`, `new ${place('/prefix')}`]);
  });

  test('are told apart where one is accepted', async () => {
    const found = await reported([twoMembers], losesTwo, { known: [place('/prefix')] });

    expect(found).toEqual(expect.arrayContaining([`known ${place('/prefix')}`, `new ${place('/geography')}`]));
  });

  test('are told apart where one is a deviation', async () => {
    const deviationOf = ({ pointer }: Finding): string | undefined => (pointer === '/geography' ? 'D1' : undefined);

    const found = await reported([twoMembers], losesTwo, { deviationOf });

    expect(found).toEqual(expect.arrayContaining([`deviation ${place('/geography')}`, `new ${place('/prefix')}`]));
  });
});

const daily = { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'days', units: 1 } } };
const itemsOf = (json: Record<string, unknown>): object[] => json['connections'] as object[];
const filtered = list({ sourceId: ['{{unknown}}'], destinationId: ['{{unknown}}'] });

/** A check, a case, what is wrong with the answers, and the places that it must name. */
const severalPlaces: readonly (readonly [string, Case, Corruption, readonly string[]])[] = [
  [
    'create-equals-get',
    caseOf(create(1, { geography: 'eu' }), get(1)),
    changing(getId, (json) => put(json, { prefix: 'x', geography: 'us' })),
    ['/geography', '/prefix'],
  ],
  [
    'create-equals-get',
    caseOf(create(1, { geography: 'eu' })),
    changing(createId, (json) => put(json, { prefix: 'x', geography: 'us' })),
    ['/geography written', '/prefix written'],
  ],
  [
    'update-equals-get',
    caseOf(create(1), get(1), update(1, { prefix: 'p_' }), get(1)),
    changing(getId, (json, { count }) => (count > 2 ? put(json, { prefix: 'x', name: 'y' }) : undefined)),
    ['/name', '/prefix'],
  ],
  [
    'get-is-read-only',
    caseOf(create(1), get(1), get(1)),
    changing(getId, (json, { count }) => put(json, { name: `n${count}`, prefix: `p${count}` })),
    ['/name', '/prefix'],
  ],
  [
    'no-op-update',
    caseOf(create(1), update(1)),
    changing(updateId, (json) => put(json, { name: 'n', prefix: 'p' })),
    ['/name', '/prefix'],
  ],
  [
    'repeated-update',
    caseOf(create(1), update(1, { prefix: 'p' }), update(1, { prefix: 'p' })),
    changing(updateId, (json, { count }) => put(json, { name: `n${count}`, prefix: `p${count}` })),
    ['/name', '/prefix'],
  ],
  [
    'patch-frame',
    caseOf(create(1, { geography: 'eu' }), update(1, { namespaceDefinition: 'destination' })),
    changing(updateId, (json) => put(json, { prefix: 'x', name: 'y', namespaceDefinition: 'source' })),
    ['/name frame', '/namespaceDefinition written', '/prefix frame'],
  ],
  [
    'isolation',
    caseOf(create(1), create(2), get(1), update(2, { prefix: 'two_' }), get(1)),
    changing(getId, (json, { count }) => (count === 4 ? put(json, { prefix: 'x', name: 'y' }) : undefined)),
    ['/name connection', '/prefix connection'],
  ],
  [
    'rejected-write-changes-nothing',
    caseOf(create(1), get(1), invalid(update(1), { status: 'airlock' }, '/status'), get(1)),
    changing(getId, (json, { count }) => put(json, { name: `n${count}`, prefix: `p${count}` })),
    ['/name', '/prefix'],
  ],
  [
    'catalog-replaced',
    caseOf(create(1), update(1, { syncCatalog: { streams: [stream('a'), stream('b')] }, skipReset: true })),
    changing(updateId, (json) => {
      const { streams } = json['syncCatalog'] as { streams: { stream: object; config: object }[] };
      put(streams[0]?.config ?? {}, { destinationSyncMode: 'append' });
      put(streams[1]?.stream ?? {}, { name: 'c' });
    }),
    ['/*/destinationSyncMode', '/*/name'],
  ],
  [
    'field-selection',
    caseOf(create(1)),
    changing(createId, (json) => {
      const { streams } = json['syncCatalog'] as { streams: { config: object }[] };
      const lost = { syncMode: 'incremental', cursorField: ['at'], selectedFields: [{ fieldPath: ['id'] }] };
      put(streams[0]?.config ?? {}, { fieldSelectionEnabled: true, selectedFields: [{ fieldPath: ['nowhere'] }] });
      put(streams[1]?.config ?? {}, { fieldSelectionEnabled: true, ...lost });
    }),
    ['/syncCatalog/streams/*/config/selectedFields lost', '/syncCatalog/streams/*/config/selectedFields unknown'],
  ],
  [
    'list-get-agree',
    caseOf(create(1), list()),
    changing(listId, (json) => itemsOf(json).forEach((item) => put(item, { name: 'stale', status: 'active' }))),
    ['/connections/*/name', '/connections/*/status'],
  ],
  [
    'list-membership',
    caseOf(create(1), create(2), list()),
    changing(listId, (json) =>
      put(json, { connections: [...itemsOf(json).slice(0, -1), ...itemsOf(json).slice(0, 1)] }),
    ),
    ['/connections missing', '/connections repeated'],
  ],
  [
    'list-filters',
    caseOf(filtered),
    (reply, { operation }) =>
      operation === listId
        ? {
            ...reply,
            json: {
              connections: [{ connectionId: 'x', source: { sourceId: 'a' }, destination: { destinationId: 'b' } }],
            },
          }
        : undefined,
    ['/connections stray-destinationId', '/connections stray-sourceId'],
  ],
  [
    'workspace-state',
    caseOf(create(1), ask('webBackendGetWorkspaceState', { workspaceId: '{{workspace}}' })),
    changing('webBackendGetWorkspaceState', (json) => put(json, { hasConnections: false, hasSources: false })),
    ['/hasConnections', '/hasSources'],
  ],
  [
    'constant-answers',
    caseOf(ask('webBackendCheckUpdates')),
    changing('webBackendCheckUpdates', (json) => put(json, { sourceDefinitions: -1, destinationDefinitions: -1 })),
    ['/destinationDefinitions', '/sourceDefinitions'],
  ],
  [
    'response-schema',
    caseOf(create(1), get(1)),
    changing(getId, (json) => put(json, { name: 7, prefix: null })),
    ['/name type number', '/prefix type null'],
  ],
  [
    'no-leak',
    caseOf(create(1), get(1)),
    changing(getId, (json) => put(json, { extra: { password: 'hunter22' }, more: { api_key: 'k3y-k3y' } })),
    ['a secret 200 api_key', 'a secret 200 password'],
  ],
];

test.each(severalPlaces)('%s names every place that is wrong', async (check, testCase, corrupt, places) => {
  const found = (await reported([testCase], corrupt)).filter((line) => line.startsWith(`new ${check} `));

  expect(found.map((line) => line.split(' ').slice(3).join(' ')).toSorted()).toEqual(places);
});

/** A case, what is wrong with the answers, and all that it is. */
const oneCause: readonly (readonly [string, Case, Corruption, readonly string[]])[] = [
  [
    'fifty streams that are wrong alike',
    caseOf(
      create(1),
      update(1, { syncCatalog: { streams: Array.from({ length: 50 }, (_, n) => stream(`s${n}`)) }, skipReset: true }),
    ),
    changing(updateId, (json) => {
      for (const { config } of (json['syncCatalog'] as { streams: { config: object }[] }).streams)
        put(config, { destinationSyncMode: 'append' });
    }),
    [`catalog-replaced ${updateId} /*/destinationSyncMode`],
  ],
  [
    'the three members of a schedule',
    caseOf(create(1, daily), get(1)),
    changing(getId, (json) => put(json, { scheduleType: 'manual', scheduleData: undefined, schedule: undefined })),
    [`create-equals-get ${getId} /scheduleType`],
  ],
  [
    'an object that is gone whole',
    caseOf(create(1), get(1)),
    changing(getId, (json) => delete json['source']),
    [`create-equals-get ${getId} /source`, `response-schema ${getId} /source required`],
  ],
  [
    'a read of which no member is there',
    caseOf(create(1), get(1)),
    (reply, { operation }) => (operation === getId ? { ...reply, json: { message: 'ok' } } : undefined),
    [`create-equals-get ${getId}`, `response-schema ${getId} required`],
  ],
  [
    'another source in the list',
    caseOf(create(1), list()),
    changing(listId, (json) => {
      for (const item of itemsOf(json))
        put(item, {
          source: {
            sourceId: '000000c9-0000-4000-8000-000000000009',
            name: 'x',
            sourceName: 'y',
            sourceDefinitionId: '000000c9-0000-4000-8000-000000000009',
          },
        });
    }),
    [`list-get-agree ${listId} /connections/*/source/sourceId`],
  ],
];

test.each(oneCause)('%s are one finding for a check', async (_name, testCase, corrupt, signatures) => {
  const found = await reported([testCase], corrupt);

  expect(found.toSorted()).toEqual(signatures.map((signature) => `new ${signature}`));
});

describe('a server that ignores updates', () => {
  const everything = {
    name: '{{name}}',
    prefix: 'new_',
    geography: 'eu',
    namespaceDefinition: 'destination',
    nonBreakingChangesPreference: 'disable',
    syncCatalog: { streams: [stream('other')] },
    skipReset: true,
    ...daily,
  };
  /** Answers updates with what the connection was like before. */
  const ignoring = (): Corruption => {
    const reads = new Map<unknown, unknown>();
    return (reply, { operation, body }) => {
      const id = (reply.json as { connectionId?: unknown } | undefined)?.connectionId;
      if (operation === createId) reads.set(id, structuredClone(reply.json));
      const before = reads.get(body['connectionId']);
      return before !== undefined && (operation === updateId || operation === getId)
        ? { ...reply, json: structuredClone(before) }
        : undefined;
    };
  };
  const single = caseOf(create(1), get(1), update(1, { prefix: 'new_' }));

  test('has one defect, whatever the updates send and in whatever order they come', async () => {
    const whole = caseOf(create(1), get(1), update(1, everything), get(1));
    const orders = [[whole], [single, whole], [whole, single]];

    const found = await Promise.all(orders.map((cases) => reported(cases, ignoring())));

    expect(found).toEqual(orders.map(() => [`new patch-frame ${updateId} ignored`]));
  });

  test('has one defect where it answers what it was sent and forgets it', async () => {
    let isStored = true;
    const stale = ignoring();
    const forgetful: Corruption = (reply, asked) => {
      const corrupted = stale(reply, asked);
      if (asked.operation === updateId) isStored = false;
      return asked.operation === getId && !isStored ? corrupted : undefined;
    };

    const found = await reported([caseOf(create(1), get(1), update(1, everything), get(1))], forgetful);

    expect(found).toEqual([`new update-equals-get ${getId} forgotten`]);
  });

  test('has others too where one member is lost and the rest is stored', async () => {
    const losesPrefix = changing(updateId, (json, { count }) =>
      count > 3 ? put(json, { prefix: 'old_' }) : undefined,
    );
    const stale = ignoring();
    const both: Corruption = (reply, asked) => (asked.count < 4 ? stale(reply, asked) : losesPrefix(reply, asked));
    const whole = caseOf(create(1), get(1), update(1, everything), get(1));

    const found = await reported([whole, caseOf(create(1), get(1), update(1, everything))], both);

    expect(found).toEqual(
      expect.arrayContaining([`new patch-frame ${updateId} ignored`, `new patch-frame ${updateId} /prefix written`]),
    );
  });
});

describe('connections that were there before', () => {
  const before = new Map([
    ['a', 'list/name=1 get/name=1 get/prefix=1'],
    ['b', 'list/name=1 get/name=1 get/prefix=1'],
    ['c', 'list/name=1'],
  ]);
  const touched = (after: ReadonlyMap<string, string>): ReturnType<typeof touchedFindings> =>
    touchedFindings(before, async () => after, {
      known: [{ signature: `existing-untouched ${getId} /prefix`, reason: 'PLAT-12' }],
    });

  test('are reported by what has changed of them, accepted or not', async () => {
    const findings = await touched(
      new Map([
        ['a', 'list/name=1 get/name=1 get/prefix=2'],
        ['b', 'list/name=2 get/name=2 get/prefix=2'],
        ['c', 'list=absent'],
      ]),
    );

    expect(findings.map(({ signature, status, received }) => [signature, status, received])).toEqual([
      [`existing-untouched ${getId} /prefix`, 'known', 'changed: a, b'],
      [`existing-untouched ${getId} /name`, 'new', 'changed: b'],
      [`existing-untouched ${getId} unlisted`, 'new', 'changed: c'],
    ]);
  });

  test('that are gone have changed once', () => {
    expect(changedPlaces('list/name=1 get/name=1', 'list=absent get=gone')).toEqual(['gone']);
  });
});

describe('verify', () => {
  const titlesOf = (...answers: readonly (readonly Mismatch[])[]): readonly string[] =>
    findingsOf(
      answers.map((mismatches, index) => ({
        result: {
          consumer: 'a-team',
          description: `interaction ${index}`,
          providerStates: [],
          pending: false,
          result: 'Error',
          mismatch: { type: 'MismatchResult', mismatches },
        },
      })),
      { meaning: () => ({ operation: getId, reads: {} }), url: 'http://127.0.0.1:1/api' },
    ).map(({ title }) => title);
  const status = (actual: number, expected = 200): Mismatch => ({ type: 'StatusMismatch', expected, actual });
  const missing: Mismatch = {
    type: 'BodyMismatch',
    path: '$',
    expected: '["name","prefix"]',
    actual: '["message"]',
    mismatch: 'Actual map is missing the following keys: name, prefix',
  };

  test('tells interactions apart that are answered with different statuses', () => {
    expect(titlesOf([status(500)], [status(404)], [status(500)])).toEqual([
      'a-team breaks: connections/get: status is 500 instead of 200',
      'a-team breaks: connections/get: status is 404 instead of 200',
    ]);
  });

  test('says of an error in the place of an answer that it is one, and not which members it lacks', () => {
    expect(titlesOf([status(404), missing])).toEqual(['a-team breaks: connections/get: status is 404 instead of 200']);
  });

  test('names what another success lacks as well', () => {
    expect(titlesOf([status(201), missing])).toHaveLength(3);
  });
});
