/** No check fails on an answer that is valid JSON and nothing that the description knows: each member in turn is replaced by odd values. */
import { describe, expect, test } from 'vitest';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { runContextFor } from '../../../properties/engine/run-context.ts';
import { runCase } from '../../../properties/engine/run-case.ts';
import type { Case } from '../../../properties/model/case.ts';
import { ask, caseOf, create, get, grouped, invalid, list, stream, update } from './case-steps.ts';
import { fakeTarget } from './fake-target.ts';
import type { Corruption } from './fake-target.ts';

type Path = readonly (string | number)[];

const never = new AbortController().signal;
const selection = { fieldSelectionEnabled: true, selectedFields: [{ fieldPath: ['id'] }, { fieldPath: ['at'] }] };
const normalization = {
  workspaceId: '{{workspace}}',
  name: 'basic',
  operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
};
const framed = { sourceCatalogId: '{{catalog}}', syncCatalog: undefined };
const refresh = { ...get(1), body: { connectionId: '{{connection:1}}', withRefreshedCatalog: true } };
const daily = { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'days', units: 1 } } };
const dedup = {
  syncMode: 'incremental',
  cursorField: ['at'],
  destinationSyncMode: 'append_dedup',
  primaryKey: [['id']],
};

/** Together they make every check that speaks of answers look at them. */
const cases: Readonly<Record<string, Case>> = {
  'create, get, list and the constant answers': caseOf(
    create(1, { ...daily, syncCatalog: { streams: [stream('users', { ...selection, ...dedup })] } }),
    create(2),
    get(1),
    list(),
    list({ sourceId: ['{{source}}'], destinationId: ['{{destination}}'] }),
    list({ workspaceId: '{{foreign-workspace}}' }),
    ask('getStateType', { connectionId: '{{connection:1}}' }, 1),
    ask('webBackendGetWorkspaceState', { workspaceId: '{{workspace}}' }),
    ask('webBackendListGeographies'),
    ask('webBackendCheckUpdates'),
    ask('webBackendListGeographies'),
    get(1),
  ),
  updates: caseOf(
    create(1, { operations: [normalization] }),
    get(1),
    update(1, { operations: [{ ...normalization, operationId: '{{operation:1:0}}' }], prefix: 'p' }),
    get(1),
    update(1, { syncCatalog: { streams: [stream('new')] }, skipReset: true }),
    update(1, { syncCatalog: '{{sync-catalog:1}}', skipReset: true }),
    invalid(update(1), { status: 'airlock' }, '/status'),
    get(1),
    create(2),
    update(2, { name: '{{name}}' }),
    get(1),
    update(1, { status: 'deprecated' }),
    get(1),
    list(),
  ),
  'steps in parallel': caseOf(
    grouped(create(1)),
    grouped(create(2)),
    list(),
    get(1),
    grouped(update(1, { prefix: 'left_' }), 2),
    grouped(update(1, { geography: 'eu' }), 2),
    grouped(get(1), 2),
    get(1),
  ),
  'a refresh': caseOf(create(1, framed), create(2, framed), get(1), get(2), refresh, get(1), get(2), list()),
};

const oddities: readonly (readonly [string, unknown])[] = [
  ['an object that cannot be made a text', { toString: 1, valueOf: null, toJSON: 1, constructor: null, length: -1 }],
  ['an object with a prototype of its own', JSON.parse('{"__proto__":{"connectionId":1}}')],
  ['null', null],
  ['a list of null', [null]],
  ['an empty list', []],
  ['a text', 'airlock'],
  ['a number', -1.5],
  ['nothing', undefined],
];

describe.each(Object.entries(cases))('%s', (_name, testCase) => {
  test.each(oddities)('%s in the place of any member of any answer', async (_oddity, odd) => {
    const answers: Answered[] = [];
    await run(testCase, ({ json }, { operation }) => void answers.push({ operation, json: structuredClone(json) }));
    const places = firstAndLast(
      answers.flatMap(({ operation, json }, count) => pathsIn(json).map((path) => ({ operation, count, path }))),
    );

    for (const { count, path } of places) {
      const failure = await run(testCase, (reply, asked) =>
        asked.count === count ? { ...reply, json: replaced(reply.json, path, odd) } : undefined,
      ).then(
        () => undefined,
        (error: unknown) => `/${path.join('/')} of answer ${count}: ${error instanceof Error ? error.stack : ''}`,
      );
      expect(failure).toBeUndefined();
    }
    expect(places.length).toBeGreaterThan(100);
  });
});

interface Answered {
  readonly operation: string;
  readonly json: unknown;
}

interface Place {
  readonly operation: string;
  readonly count: number;
  readonly path: Path;
}

/** Of each place in the answers of an operation: what is between them knows no more, and every place costs a case. */
function firstAndLast(places: readonly Place[]): readonly Place[] {
  const alike = Map.groupBy(places, ({ operation, path }) => `${operation} ${path.join('/')}`);
  return [...alike.values()].flatMap((some) => [...new Set([...some.slice(0, 1), ...some.slice(-1)])]);
}

async function run(testCase: Case, corrupt: Corruption): Promise<void> {
  await runCase(testCase, runContextFor(fakeTarget(corrupt), allChecks, never));
}

/** Every place, of lists the first entry only: the root, each member, each member of a member. */
function pathsIn(value: unknown): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [[]];
  const children = Array.isArray(value) ? [...value.entries()].slice(0, 1) : Object.entries(value);
  return [[], ...children.flatMap(([key, child]) => pathsIn(child).map((path) => [key, ...path]))];
}

function replaced(value: unknown, [key, ...rest]: Path, odd: unknown): unknown {
  if (key === undefined) return odd ?? null;
  if (typeof value !== 'object' || value === null) return value;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>;
  copy[key] = rest.length === 0 ? odd : replaced(copy[key], rest, odd);
  return copy;
}
