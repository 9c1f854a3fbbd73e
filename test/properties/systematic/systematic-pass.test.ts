import { describe, expect, test } from 'vitest';
import { operations } from '../../../schemas/operations.ts';
import { trapsAt } from '../../../schemas/traps.ts';
import { builtInDescription } from '../../../src/description/built-in-description.ts';
import { defined } from '../../../src/json/defined.ts';
import { isEqualJson, isObject, listAt, member, objectAt, textAt } from '../../../src/json/json.ts';
import { tokensOf } from '../../../src/json/pointer.ts';
import type { JsonObject } from '../../../src/json/json.ts';
import { phaseCasesOf } from '../../../properties/arbitraries/cases.ts';
import { bundleOf } from '../../../properties/arbitraries/member-bundles.ts';
import type { CaseOptions } from '../../../properties/arbitraries/case-options.ts';
import { casesOfWorker } from '../../../properties/engine/generation.ts';
import { mislabelledBecause } from '../../../properties/engine/referee.ts';
import { requestsOf } from '../../../properties/engine/case-cost.ts';
import { isInvalid, isValid, phases } from '../../../properties/model/case.ts';
import type { CaseStep, Phase } from '../../../properties/model/case.ts';
import { everyPair } from '../../../properties/systematic/every-pair.ts';
import { wholeCreate } from '../../../properties/systematic/valid-pass.ts';
import { parallelValues } from '../../../properties/systematic/member-values.ts';
import { groupsOfEveryPair } from '../../../properties/systematic/parallel-pass.ts';
import { bare, deep } from '../../../properties/systematic/rich-schemas.ts';

const schedules = ['scheduleType', 'scheduleData'];

interface Given {
  readonly consent?: boolean;
  readonly release?: '2.0';
}

function optionsOf({ consent = true, release }: Given): CaseOptions {
  const description = release === undefined ? undefined : builtInDescription(release);
  return {
    context: { size: 'typical', activeSchedules: consent, reset: consent, ...defined({ description }) },
    mayWrite: true,
    harmful: consent,
    foreign: true,
    oversized: false,
    catalog: true,
    ...(consent ? { traps: new Set() } : { traps: trapsAt('2023-05-05') }),
  };
}

function passOf(phase: Phase, given: Given = {}): readonly (readonly CaseStep[])[] {
  return phaseCasesOf(phase, optionsOf(given))?.pass ?? [];
}

function stepsOf(given: Given = {}): readonly CaseStep[] {
  return phases.flatMap((phase) => passOf(phase, given).flat());
}

describe.each([
  ['with every consent', {}],
  ['without any consent', { consent: false }],
  ['on release 2.0', { release: '2.0' }],
  ['on release 2.0 without any consent', { release: '2.0', consent: false }],
] as const)('the systematic pass %s', (_, given) => {
  test('has no body that the referee keeps back', () => {
    const { description } = optionsOf(given).context;
    const kept = phases.flatMap((phase) =>
      passOf(phase, given).flatMap((steps) =>
        steps.flatMap((step) => mislabelledBecause({ phase, steps: [step], path: '' }, description?.operations) ?? []),
      ),
    );

    expect(kept).toEqual([]);
  });

  test('takes at most 1,650 of the 2,000 requests of a usual run, in cases of at most 40', () => {
    const sizes = phases.flatMap((phase) => passOf(phase, given).map((steps) => requestsOf({ steps })));
    const sum = sizes.reduce((total, one) => total + one, 0);

    expect(sum).toBeGreaterThan(800);
    expect(sum).toBeLessThanOrEqual(1650);
    expect(Math.max(...sizes)).toBeLessThan(40);
  });
});

/** Sent by nobody, for conforming servers differ on them, or needed by every body. */
const others = new Set([
  'schedule',
  'operationIds',
  'connectionId',
  'sourceId',
  'destinationId',
  'status',
  'skipReset',
]);

function bodiesOf(operation: 'webBackendCreateConnection' | 'webBackendUpdateConnection'): readonly JsonObject[] {
  return stepsOf()
    .filter((step) => step.operation === operation && isValid(step))
    .map(({ body }) => body)
    .filter(isObject);
}

describe.each(['webBackendCreateConnection', 'webBackendUpdateConnection'] as const)('%s', (operation) => {
  const bodies = bodiesOf(operation);
  const members = Object.entries(operations[operation].request.properties).filter(([name]) => !others.has(name));

  test.each(members)('is sent with every value of the enum of %s', (name, schema) => {
    const values = new Set(bodies.map((body) => JSON.stringify(body[name])).filter((text) => text !== undefined));

    expect(values.size).toBeGreaterThan(0);
    expect(('enum' in schema ? schema.enum : []).filter((value: string) => !values.has(JSON.stringify(value)))).toEqual(
      [],
    );
  });
});

test.each(Object.keys(operations.webBackendUpdateConnection.request.properties).filter((name) => !others.has(name)))(
  'an update has %s beside nothing that means something else',
  (name) => {
    const besides = ['connectionId', 'skipReset', name, ...(name === 'scheduleData' ? ['scheduleType', 'status'] : [])];
    const bodies = bodiesOf('webBackendUpdateConnection').filter((body) => Object.hasOwn(body, name));

    expect(bodies.some((body) => Object.keys(body).every((key) => besides.includes(key)))).toBe(true);
  },
);

test('of any two members of a create each comes without the other', () => {
  const bodies = bodiesOf('webBackendCreateConnection').map((body) => Object.keys(body));
  const members = Object.keys(operations.webBackendCreateConnection.request.properties).filter(
    (name) => !others.has(name) && name !== 'name',
  );
  const isBundle = (one: string, other: string): boolean =>
    [one, other].every((name) => /^(?:schedule|namespace)/.test(name));
  const missing = members.flatMap((one) =>
    members
      .filter((other) => other !== one && !isBundle(one, other))
      .filter((other) => !bodies.some((keys) => keys.includes(one) && !keys.includes(other)))
      .map((other) => `${one} without ${other}`),
  );

  expect(members.length).toBeGreaterThan(8);
  expect(missing).toEqual([]);
});

test('any two members that can be patched in parallel are, in one group', () => {
  const members = parallelValues({ ...optionsOf({}).context, notificationFlags: true }).map(({ member }) => member);
  const groups = passOf('concurrency').flatMap((steps) =>
    [
      ...Map.groupBy(
        steps.filter(({ group, operation }) => group !== undefined && operation !== 'webBackendCreateConnection'),
        ({ group }) => group,
      ).values(),
    ].map((group) => group.map(({ body }) => Object.keys(body as object))),
  );
  const missing = members.flatMap((one, index) =>
    members
      .slice(index + 1)
      .filter((other) => !groups.some((group) => has(group, one) && has(group, other)))
      .map((other) => `${one} and ${other}`),
  );

  expect(members.length).toBeGreaterThan(10);
  expect(missing).toEqual([]);
  expect(groups.every((group) => group.length >= 2 && group.length <= 4)).toBe(true);
  // Disjoint, apart from what says whose they are and how they are stored.
  for (const group of groups) {
    const sent = group.flat().filter((key) => key !== 'connectionId' && key !== 'skipReset');
    expect(new Set(sent).size).toBe(sent.length);
  }
});

const has = (group: readonly (readonly string[])[], member: string): boolean =>
  group.some((keys) => keys.includes(member));

test('two notification flags go from every state to every other one, one flag at a time and both at once', () => {
  const members = ['notifySchemaChanges', 'notifySchemaChangesByEmail'];
  const walk = passOf('sequences').find((steps) => steps.filter((step) => sendsAny(step, members)).length > 8) ?? [];
  const states = walk
    .filter((step) => sendsAny(step, members))
    .reduce<readonly (readonly unknown[])[]>(
      (before, { body }) => [...before, members.map((key, index) => member(body, key) ?? before.at(-1)?.[index])],
      [[false, false]],
    )
    .map((state) => JSON.stringify(state));
  const steps = states.slice(1).map((state, index) => ({ from: states[index] ?? '', to: state }));
  const moves = new Set(steps.filter(({ from, to }) => from !== to).map(({ from, to }) => `${from} to ${to}`));

  expect(moves.size).toBe(12);
});

const sendsAny = ({ body }: CaseStep, members: readonly string[]): boolean =>
  members.some((key) => member(body, key) !== undefined);

test('fields whose names are members of every object are sent, and can be chosen', () => {
  const text = JSON.stringify(passOf('valid'));

  expect(text).toContain('"__proto__":{"type":"string"');
  expect(text).toContain('"cursorField":["__proto__"]');
});

/** Fields of a catalog with their schemas, as text. */
function fieldTexts(body: unknown): readonly string[] {
  return listAt(member(body, 'syncCatalog'), 'streams').flatMap((entry) =>
    Object.values(objectAt(objectAt(member(entry, 'stream'), 'jsonSchema'), 'properties')).map((field) =>
      JSON.stringify(field),
    ),
  );
}

const unusual = [...Object.values(bare), deep].map((field) => JSON.stringify(field));

test.each(unusual)('the connection is read, and the list as well, while it has the field %s', (field) => {
  const seen = passOf('valid').flatMap((steps) => {
    const from = steps.findIndex(({ body }) => fieldTexts(body).includes(field));
    if (from === -1) return [];
    const later = steps.slice(from + 1);
    const end = later.findIndex(({ body }) => member(body, 'syncCatalog') !== undefined);
    return later.slice(0, end === -1 ? undefined : end).map(({ operation }) => operation);
  });

  expect(seen).toContain('webBackendGetConnection');
  expect(seen).toContain('webBackendListConnectionsForWorkspace');
});

test.each([
  ['the same name and type', (one: Named, other: Named) => one.name === other.name && one.type === other.type],
  ['the same name and another type', (one: Named, other: Named) => one.name === other.name && one.type !== other.type],
  [
    'a name that differs in capitals',
    (one: Named, other: Named) => one.name !== other.name && one.name.toLowerCase() === other.name.toLowerCase(),
  ],
])('two operations with %s, and other contents, are sent together', (_, isPair) => {
  const lists = bodiesOf('webBackendUpdateConnection').map((body) => listAt(body, 'operations').map(namedOf));
  const hasPair = (operations_: readonly Named[]): boolean =>
    operations_.some((one) => operations_.some((other) => one.text !== other.text && isPair(one, other)));

  expect(lists.some(hasPair)).toBe(true);
});

test('two operations with the same name and type, and other contents, are created together', () => {
  const lists = bodiesOf('webBackendCreateConnection').map((body) => listAt(body, 'operations').map(namedOf));

  expect(lists.some((list) => new Set(list.map(({ name }) => name)).size < list.length)).toBe(true);
});

test('an operation that is kept takes the name of another one', () => {
  const lists = bodiesOf('webBackendUpdateConnection').map((body) => listAt(body, 'operations'));
  const names = lists.map((list) => ({
    kept: list.filter((one) => member(one, 'operationId') !== undefined).map((one) => namedOf(one).name),
    all: list.map((one) => namedOf(one).name),
  }));

  expect(names.some(({ kept, all }) => kept.some((name) => all.filter((one) => one === name).length > 1))).toBe(true);
});

interface Named {
  readonly name: string;
  readonly type: unknown;
  readonly text: string;
}

function namedOf(operation: unknown): Named {
  const configuration = member(operation, 'operatorConfiguration');
  return {
    name: textAt(operation, 'name') ?? '',
    type: member(configuration, 'operatorType'),
    text: JSON.stringify(configuration),
  };
}

test.each([2, 5, 12, 13])('groups of four hold every two of %i numbers', (count) => {
  const groups = groupsOfEveryPair(count, 4);

  for (let one = 0; one < count; one += 1)
    for (let other = one + 1; other < count; other += 1)
      expect(groups.some((group) => group.includes(one) && group.includes(other))).toBe(true);
});

test('a walk over every pair has each of them as neighbours', () => {
  const walk = everyPair(['a', 'b', 'c', 'd']);
  const neighbours = new Set(walk.slice(1).map((item, index) => `${walk[index] ?? ''}${item}`));

  expect(neighbours.size).toBe(16);
});

describe('a refused update', () => {
  const context = { ...optionsOf({}).context, notificationFlags: true };
  const refused = (phaseCasesOf('invalid', { ...optionsOf({}), context })?.pass ?? [])
    .flat()
    .flatMap((step) => (isInvalid(step) && isObject(step.body) ? [{ ...step, body: step.body }] : []))
    .filter(({ operation }) => operation === 'webBackendUpdateConnection');
  const created = wholeCreate(1, context).body;
  const changed = Object.keys(operations.webBackendUpdateConnection.request.properties).filter(
    (name) => !['connectionId', 'skipReset', 'sourceCatalogId', 'schedule', 'status', ...schedules].includes(name),
  );

  test.each([...new Set(refused.map(({ intent }) => `${intent.label.keyword} ${intent.label.pointer}`))])(
    'for %s comes with other values of everything else',
    (rule) => {
      const [first] = refused.filter(({ intent: { label } }) => `${label.keyword} ${label.pointer}` === rule);
      const broken = tokensOf(first?.intent.label.pointer ?? '')[0];
      const others = changed.filter((name) => !bundleOf(broken ?? '').includes(name));

      expect(others.length).toBeGreaterThan(5);
      expect(
        others.filter((name) => {
          const value = first?.body[name];
          return value === undefined || isEqualJson(value, member(created, name));
        }),
      ).toEqual([]);
    },
  );

  test('for its second operation changes the first', () => {
    const lists = refused
      .filter(({ intent: { label } }) => label.kind === 'semantic' && label.pointer.startsWith('/operations'))
      .map(({ body }) => member(body, 'operations'));

    expect(lists).toHaveLength(3);
    for (const list of lists)
      expect(list).toMatchObject([{ operationId: '{{operation:1:0}}', name: 'Changed' }, { name: 'Airlock' }]);
  });
});

test('no worker begins with more than its part of what the phase begins with', () => {
  const cases = phaseCasesOf('sequences', optionsOf({}));
  if (cases === undefined) throw new Error('the phase writes');
  const openings = [0, 1].map((shard) => {
    const { next } = casesOfWorker(cases, { seed: 1, phase: 'sequences', shard, workers: 2 });
    return Array.from({ length: 20 }, (_, number) => next(number).kind).lastIndexOf('opening') + 1;
  });

  expect(cases.openings.length).toBeGreaterThan(1);
  expect(openings.reduce((sum, each) => sum + each, 0)).toBe(cases.openings.length);
  expect(Math.max(...openings)).toBe(Math.ceil(cases.openings.length / 2));
});

test('workers share the pass out among them, whatever the seed, and draw what comes after it', () => {
  const cases = phaseCasesOf('sequences', optionsOf({}));
  if (cases === undefined) throw new Error('the phase writes');
  const paths = (seed: number): readonly string[] =>
    [0, 1, 2].flatMap((shard) => {
      const { next } = casesOfWorker(cases, { seed, phase: 'sequences', shard, workers: 3 });
      return Array.from({ length: 20 }, (_, number) => next(number))
        .filter(({ kind }) => kind === 'pass')
        .map(({ testCase: { path, steps } }) => `${path} ${JSON.stringify(steps)}`);
    });

  expect(new Set(paths(1)).size).toBe(cases.pass.length);
  expect(paths(2)).toEqual(paths(1));
});
