import { expect, test } from 'vitest';
import { isDeprecated, isLive, step } from '../../../properties/model/worlds.ts';
import type { Turn } from '../../../properties/model/turn.ts';
import type { Worlds } from '../../../properties/model/worlds.ts';
import { create, get, grouped, invalid, update } from '../engine/case-steps.ts';
import type { OperationStep } from '../../../properties/model/case.ts';
import { read } from '../checks/shown.ts';

const turn = (sent: OperationStep, status: number, shown: object = {}): Turn => ({
  step: sent,
  operation: sent.operation,
  body: sent.body,
  answer: { status },
  json: status === 200 ? read(1, shown) : { message: 'no' },
});
const created = (shown: object = {}): Turn => turn(create(1, {}), 200, shown);
const failed = (members: object): Turn => turn(update(1, members), 500);
const got = (shown: object = {}): Turn => turn(get(1), 200, shown);

/** The worlds after the turns, and the pointers of what the last of them contradicts. */
function after(...batches: readonly (Turn | readonly Turn[])[]): {
  readonly worlds: Worlds;
  readonly unmet: readonly string[];
} {
  let worlds: Worlds = new Map();
  let unmet: readonly string[] = [];
  for (const batch of batches) {
    const turns = [batch].flat() as readonly Turn[]; // TypeScript does not flatten readonly lists
    const stepped = step(worlds, turns);
    worlds = stepped.worlds;
    unmet = turns.flatMap((one) => (stepped.judgements.get(one)?.unmet ?? []).map(({ pointer }) => pointer));
  }
  return { worlds, unmet };
}

test.each([
  ['was carried out', { prefix: 'after_' }],
  ['was not carried out', {}],
])('a failed update may show that it %s', (_what, shown) => {
  expect(after(created(), failed({ prefix: 'after_' }), got(shown)).unmet).toEqual([]);
});

test('what a failed update left is known after the first read', () => {
  const seen = [created(), failed({ prefix: 'after_' }), got({ prefix: 'after_' })];

  expect(after(...seen, got()).unmet).toEqual(['/prefix']);
});

test('two failed updates leave one of three values', () => {
  const twice = [created(), failed({ prefix: 'one_' }), failed({ prefix: 'two_' })];

  expect(after(...twice, got({ prefix: 'one_' })).unmet).toEqual([]);
  expect(after(...twice, got({ prefix: 'two_' })).unmet).toEqual([]);
  expect(after(...twice, got()).unmet).toEqual([]);
  expect(after(...twice, got({ prefix: 'three_' })).unmet).toEqual(['/prefix']);
});

test('a failed update that names another member leaves the status certain', () => {
  const [known] = after(created(), failed({ prefix: 'after_' })).worlds.values();

  expect(known && isLive(known)).toBe(true);
});

test('a connection that a failed update may have deprecated is neither live nor deprecated', () => {
  const [known] = after(created(), failed({ status: 'deprecated' })).worlds.values();

  expect(known && [isLive(known), isDeprecated(known)]).toEqual([false, false]);
});

test('an accepted update with a mistake may store anything where it names something, and nothing elsewhere', () => {
  const broken = invalid(update(1), { prefix: 7 }, '/prefix');

  expect(after(created(), turn(broken, 200, { prefix: '7' })).unmet).toEqual([]);
  expect(after(created(), turn(broken, 200, { geography: 'eu' })).unmet).toEqual(['/geography']);
});

test('an accepted list in place of an update may store anything', () => {
  const broken = { ...invalid(update(1), {}, ''), body: [update(1, { prefix: 'after_' }).body] };

  expect(after(created(), turn(broken, 200, { prefix: 'after_' })).unmet).toEqual([]);
});

test('an update of a deprecated connection shows each member as it was or as it was sent', () => {
  const gone = { status: 'deprecated' };
  const late = update(1, { prefix: 'late_' });

  expect(after(created(gone), turn(late, 200, gone)).unmet).toEqual([]);
  expect(after(created(gone), turn(late, 200, { ...gone, prefix: 'late_' })).unmet).toEqual([]);
  expect(after(created(gone), turn(late, 200, { ...gone, prefix: 'other' })).unmet).toEqual(['/prefix']);
});

test.each([
  ['switch the connection off', { status: 'inactive' }],
  ['leave it as it is', { status: 'active' }],
])('a refresh may %s', (_what, shown) => {
  const refresh = { ...got({ status: 'active' }), body: { withRefreshedCatalog: true } };

  expect(after(created({ status: 'active' }), refresh, got(shown)).unmet).toEqual([]);
});

test('a refresh renames nothing', () => {
  const refresh = { ...got(), body: { withRefreshedCatalog: true } };

  expect(after(created(), refresh, got({ name: 'another' })).unmet).toEqual(['/name']);
});

const one = { prefix: 'one_', namespaceFormat: 'one' };
const two = { prefix: 'two_', namespaceFormat: 'two' };
const written = (members: object, shown: object = members): Turn => turn(grouped(update(1, members)), 200, shown);
const during = (shown: object): Turn => turn(grouped(get(1)), 200, shown);

test.each([{}, one, two])('a read between two writes shows %j', (shown) => {
  expect(after(created(), [written(one), written(two), during(shown)]).unmet).toEqual([]);
});

test('a read between two writes shows no mixture of both', () => {
  const mixed = { ...one, namespaceFormat: 'two' };

  expect(after(created(), [written(one), written(two), during(mixed)]).unmet).toHaveLength(1);
});

test('after two writes one of them is there, as a whole', () => {
  const parallel = [created(), [written(one), written(two)]];

  expect(after(...parallel, got(one)).unmet).toEqual([]);
  expect(after(...parallel, got(two)).unmet).toEqual([]);
  expect(after(...parallel, got({ ...one, namespaceFormat: 'two' })).unmet).toHaveLength(1);
});

test('an answer may show a write that came after its own', () => {
  expect(after(created(), [written(one, two), written(two)], got(two)).unmet).toEqual([]);
  expect(after(created(), [written(one, two), written(two)], got(one)).unmet).not.toEqual([]);
});

test('of more parallel writes than have their orders tried, any may be last', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

  expect(
    after(
      created(),
      names.map((prefix) => written({ prefix })),
      got({ prefix: 'c' }),
    ).unmet,
  ).toEqual([]);
});
