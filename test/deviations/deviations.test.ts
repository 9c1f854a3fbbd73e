import { describe, expect, test } from 'vitest';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { explains } from '../../deviations/explains.ts';
import type { Deviation } from '../../deviations/deviation.ts';
import { deviationFor, deviations } from '../../deviations/deviations.ts';
import type { DeviationId } from '../../deviations/deviations.ts';
import { ofShownState } from '../../deviations/wordings.ts';
import type { Finding, Step } from '../../src/report/report.ts';
import { examples, finding, id, step } from './deviation-examples.ts';

const all = Object.entries(examples) as [DeviationId, Finding][];
const list: readonly Deviation[] = deviations;

describe('every deviation', () => {
  test.each(all)('%s explains its example', (name, example) => {
    const deviation = list.find((candidate) => candidate.id === name);

    expect(deviation).toBeDefined();
    expect(deviation !== undefined && explains(deviation, example)).toBe(true);
    expect(deviationFor(example)).toBeDefined();
  });

  test('has an example, an id of its own, a condition and evidence', () => {
    expect(list.map((deviation) => deviation.id).toSorted()).toEqual(Object.keys(examples).toSorted());
    for (const { condition, evidence, title } of list) {
      expect(condition).toMatch(/\w.{6,}\.$/);
      expect(evidence).toMatch(/\S{4,}/);
      expect(title).not.toMatch(/\.$/);
    }
  });

  test('names checks that exist, and ends after it began', () => {
    const ids = new Set(allChecks.map((check) => check.id));

    expect(
      list.flatMap(({ matches }) => matches.flatMap(({ checks }) => checks)).filter((check) => !ids.has(check)),
    ).toEqual([]);
    expect(list.filter(({ from, until }) => from !== undefined && until !== undefined && from >= until)).toEqual([]);
  });
});

const ofWrittenValues: ReadonlySet<string> = new Set([
  'patch-frame',
  'create-equals-get',
  'update-equals-get',
  'operations-as-set',
]);

test('a flag for e-mail that an update changes without sending it is no deviation of the server', () => {
  const renamed = finding({
    check: 'patch-frame',
    pointer: '/notifySchemaChangesByEmail',
    steps: [
      step('webBackendUpdateConnection', { connectionId: id, notifySchemaChangesByEmail: true }, 200, {
        notifySchemaChangesByEmail: true,
      }),
      step('webBackendUpdateConnection', { connectionId: id, name: 'other' }, 200, {
        notifySchemaChangesByEmail: false,
      }),
    ],
  });

  expect(deviationFor(renamed, { release: '2023-06-01' })).toBeUndefined();
});

test.each(list.filter(isAboutWrittenValues).map(({ id: name }) => name))(
  '%s explains what is lost whichever answer shows it',
  (name) => {
    const deviation = list.find((candidate) => candidate.id === name);

    expect(deviation?.matches.filter(isAboutAWrittenValue).map(({ checks }) => checks)).toEqual(
      deviation?.matches.filter(isAboutAWrittenValue).map(() => ofShownState),
    );
  },
);

function isAboutWrittenValues({ matches }: Deviation): boolean {
  return matches.some(isAboutAWrittenValue);
}

function isAboutAWrittenValue({ checks }: Deviation['matches'][number]): boolean {
  return checks.some((check) => ofWrittenValues.has(check));
}

describe('a finding that is nearly the example stays a finding:', () => {
  test.each(all)('%s, another check', (name, example) => {
    expect(bySelf(name, { ...example, check: 'workspace-state-of-another' })).toBe(false);
  });

  test.each(all.filter(([name]) => list.find((entry) => entry.id === name)?.operations !== 'all'))(
    '%s, another operation',
    (name, example) => {
      const operation = 'webBackendCheckUpdates';
      const other = withLast({ ...example, operation }, (of) => ({ ...of, operation }));

      expect(bySelf(name, other)).toBe(false);
    },
  );

  test.each(all)('%s, another status', (name, example) => {
    const other = withLast(example, (of) => ({ ...of, response: { status: 503, body: of.response?.body } }));

    expect(bySelf(name, other)).toBe(false);
  });

  test.each(all.filter(([, { pointer }]) => pointer !== undefined && !isMadeToBreak(pointer) && pointer !== '/prefix'))(
    '%s, another place',
    (name, example) => {
      const needsPointer = list
        .find((entry) => entry.id === name)
        ?.matches.some(({ pointer }) => pointer !== undefined);

      expect(needsPointer).toBe(true);
      expect(bySelf(name, { ...example, pointer: '/name' })).toBe(false);
    },
  );

  test.each(all.filter(([, { check, steps }]) => check === 'no-server-error' && steps.length > 0))(
    '%s, a server error in other words',
    (name, example) => {
      const other = withLast(example, (of) => ({ ...of, response: { status: 500, body: { message: 'Ouch' } } }));

      expect(bySelf(name, other)).toBe(false);
    },
  );

  test('stack-traces-in-errors, a secret beside the trace', () => {
    const title = 'webBackendGetConnection answered 404 with a secret in it';

    expect(bySelf('stack-traces-in-errors', { ...examples['stack-traces-in-errors'], title })).toBe(false);
  });

  test.each(all.filter(([name]) => hasRequest(name)))('%s, a request without what provokes it', (name, example) => {
    const harmless = {
      connectionId: id,
      workspaceId: id,
      name: 'airlock',
      status: 'inactive',
      skipReset: true,
      pageSize: 100,
    };
    const other: Finding = {
      ...example,
      steps: example.steps.map((of) => ({ ...of, request: harmless })),
      case: { steps: example.steps.map(() => ({ intent: { kind: 'valid' } })) },
    };

    expect(bySelf(name, other)).toBe(false);
  });
});

describe('what no release explains stays a finding:', () => {
  const crash = { message: 'Internal Server Error: boom', exceptionClassName: 'x' };
  const valid = { connectionId: id, name: 'a', status: 'inactive', skipReset: true };
  const read = { ...valid, syncCatalog: { streams: [] } };
  const get = 'webBackendGetConnection';
  const update = 'webBackendUpdateConnection';
  const create = 'webBackendCreateConnection';
  const normalization = {
    operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
  };
  const dbtCloud = {
    operatorConfiguration: { operatorType: 'webhook', webhook: { dbtCloud: { accountId: 1, jobId: 2_147_483_647 } } },
  };
  const whole = {
    stream: { name: 'a', jsonSchema: {} },
    config: { selected: true, syncMode: 'incremental', destinationSyncMode: 'append' },
  };
  const others: Readonly<Record<string, Finding>> = {
    'a valid create that crashes': finding({ check: 'no-server-error', steps: [step(create, valid, 500, crash)] }),
    'a valid update that crashes': finding({ check: 'no-server-error', steps: [step(update, valid, 500, crash)] }),
    'a get that crashes': finding({ check: 'no-server-error', steps: [step(get, { connectionId: id }, 500, crash)] }),
    'a list that crashes': finding({
      check: 'no-server-error',
      steps: [step('webBackendListConnectionsForWorkspace', { workspaceId: id }, 500, crash)],
    }),
    'a crash on a wrong type': finding({
      check: 'no-server-error',
      broken: { keyword: 'type', pointer: '/prefix' },
      steps: [step(update, { ...valid, prefix: {} }, 500, crash)],
    }),
    'a crash on a wrong type beside a selection of one stream and another one without a cursor': finding({
      check: 'no-server-error',
      broken: { keyword: 'type', pointer: '/scheduleData/basicSchedule/units' },
      steps: [
        step(
          create,
          {
            ...valid,
            scheduleData: { basicSchedule: { units: 'many' } },
            syncCatalog: {
              streams: [
                { ...whole, config: { ...whole.config, fieldSelectionEnabled: true, cursorField: ['at'] } },
                { ...whole, config: { ...whole.config, syncMode: 'full_refresh' } },
              ],
            },
          },
          500,
          crash,
        ),
      ],
    }),
    'a crash of another server': finding({
      check: 'no-server-error',
      broken: { keyword: 'required', pointer: '/sourceId' },
      steps: [step(create, {}, 500, { message: 'Cannot read properties of undefined' })],
    }),
    'a crash that says more than the id of its log': finding({
      check: 'no-server-error',
      steps: [step(get, { connectionId: null }, 500, { errorId: id, reason: 'no connectionId' })],
    }),
    'a crash whose log has no id': finding({
      check: 'no-server-error',
      steps: [step(get, { connectionId: null }, 500, { errorId: '7' })],
    }),
    'a webhook of dbt Cloud with small ids that crashes': finding({
      check: 'no-server-error',
      steps: [
        step(create, { operations: [dbtCloud] }, 500, {
          ...crash,
          message: 'Internal Server Error: Unexpected webhook operator config',
        }),
      ],
    }),
    'a crash on a bad cron expression': finding({
      check: 'no-server-error',
      broken: { keyword: 'cron', pointer: '/scheduleData/cron/cronExpression' },
      steps: [step(create, { scheduleType: 'cron', scheduleData: { cron: { cronExpression: 'x' } } }, 500, crash)],
    }),
    'a crash on an unknown source': finding({
      check: 'no-server-error',
      broken: { keyword: 'unknown-id', pointer: '/sourceId' },
      steps: [step(create, { sourceId: id }, 500, crash)],
    }),
    'a wrong type that is accepted': finding({
      check: 'invalid-rejected',
      pointer: '/status',
      broken: { keyword: 'enum', pointer: '/status' },
      steps: [step(create, { status: 'asleep' }, 200, read)],
    }),
    'a selection without its cursor that is accepted': finding({
      check: 'invalid-rejected',
      pointer: '/syncCatalog/streams/0/config/selectedFields',
      broken: { keyword: 'field-selection', pointer: '/syncCatalog/streams/0/config/selectedFields' },
      steps: [step(create, valid, 200, read)],
    }),
    'a foreign destination that is accepted': finding({
      check: 'invalid-rejected',
      broken: { keyword: 'foreign-workspace', pointer: '/destinationId' },
      steps: [step(create, valid, 200, read)],
    }),
    'an update that resets the prefix': finding({
      check: 'patch-frame',
      pointer: '/prefix',
      steps: [step(update, valid, 200, read)],
    }),
    'a flag that changes without being sent': finding({
      check: 'patch-frame',
      pointer: '/notifySchemaChanges',
      steps: [step(update, valid, 200, read)],
    }),
    'a lost update that left a value nobody wrote': {
      ...examples['last-writer-wins'],
      steps: examples['last-writer-wins'].steps.map((of, index, steps) =>
        index === steps.length - 1 ? step(get, valid, 200, { connectionId: id, prefix: 'other' }) : of,
      ),
    },
    'an update whose operations are added instead of replaced': finding({
      check: 'operations-as-set',
      pointer: '/operations',
      steps: [
        step(update, { ...valid, operations: [normalization] }, 200, { operations: [normalization, normalization] }),
      ],
    }),
    'a write that reaches another connection': finding({
      check: 'isolation',
      pointer: '/name',
      steps: [step(update, { ...valid, notifySchemaChanges: true }, 200, read), step(get, valid, 200, read)],
    }),
    'a member that is missing from a read': finding({
      check: 'response-schema',
      pointer: '/name',
      steps: [step(get, valid, 200, {})],
    }),
    'a status that is missing although it was sent': finding({
      check: 'response-schema',
      pointer: '/status',
      steps: [step(create, valid, 200, {})],
    }),
    'a null in a read': finding({
      check: 'response-schema',
      pointer: '/prefix',
      steps: [step(get, valid, 200, { prefix: null })],
    }),
    'an enum value that no release has': finding({
      check: 'response-schema',
      pointer: '/nonBreakingChangesPreference',
      steps: [step(get, valid, 200, { nonBreakingChangesPreference: 'sometimes' })],
    }),
    'a stream member that no release has': finding({
      check: 'response-schema',
      pointer: '/syncCatalog/streams/0/stream/isNew',
      steps: [step(get, valid, 200, read)],
    }),
    'a body of 404 without message and errorId': finding({
      check: 'response-schema',
      pointer: '/message',
      steps: [step(get, valid, 404, {})],
    }),
    'a stack trace of another language': finding({
      check: 'no-leak',
      steps: [step(get, valid, 500, { message: 'x', stack: 'at /srv/app.js:1:2' })],
    }),
    'SQL in an answer': finding({
      check: 'no-leak',
      steps: [step(get, valid, 500, { message: 'Internal Server Error: select * from connection where' })],
    }),
    'a live connection that the list lacks': finding({
      check: 'list-membership',
      steps: [
        step(create, valid, 200, read),
        step('webBackendListConnectionsForWorkspace', { workspaceId: id }, 200, { connections: [] }),
      ],
    }),
    'a page of another size': finding({
      check: 'list-membership',
      steps: [
        step('webBackendListConnectionsForWorkspace', { workspaceId: id }, 200, { connections: [{}], page_size: 20 }),
      ],
    }),
    'operations that a refused update without any has changed': finding({
      check: 'rejected-write-changes-nothing',
      pointer: '/operations',
      steps: [step(update, valid, 500, crash), step(get, valid, 200, read)],
    }),
    'another member that a refused update has changed': finding({
      check: 'rejected-write-changes-nothing',
      pointer: '/name',
      steps: [step(update, { ...valid, operations: [] }, 500, crash), step(get, valid, 200, read)],
    }),
    'a quarter-hourly cron schedule that is refused': finding({
      check: 'valid-accepted',
      steps: [
        step(create, { scheduleType: 'cron', scheduleData: { cron: { cronExpression: '0 */15 * * * ?' } } }, 400, {}),
      ],
    }),
    'a daily cron schedule that is refused': finding({
      check: 'valid-accepted',
      steps: [
        step(create, { scheduleType: 'cron', scheduleData: { cron: { cronExpression: '0 0 12 * * ?' } } }, 400, {}),
      ],
    }),
    'a schedule of two hours that is refused': finding({
      check: 'valid-accepted',
      steps: [
        step(
          create,
          { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'hours', units: 2 } } },
          400,
          {},
        ),
      ],
    }),
    'an undeclared status': finding({ check: 'declared-status', steps: [step(get, valid, 418, {})] }),
    'a geography that comes back as another': finding({
      check: 'patch-frame',
      pointer: '/geography',
      steps: [step(update, { ...valid, geography: 'eu' }, 200, { ...read, geography: 'auto' })],
    }),
    'a conflict that is none of the database': finding({
      check: 'declared-status',
      steps: [step(create, { name: 'n'.repeat(257) }, 409, { message: 'The name is taken' })],
    }),
    'a conflict about an ordinary name': finding({
      check: 'declared-status',
      steps: [step(create, valid, 409, { message: 'Failed to access database. Check the server logs' })],
    }),
    'a list of two that is taken': finding({
      check: 'invalid-rejected',
      broken: { keyword: 'type', pointer: '' },
      steps: [step(get, [valid, valid], 200, read)],
    }),
    'an ordinary id that is never answered': finding({
      check: 'no-server-error',
      steps: [{ operation: get, request: { connectionId: id }, error: 'timeout: no answer within 10 s' }],
    }),
    'a backfill preference that is lost beside the other one': finding({
      check: 'create-equals-get',
      pointer: '/backfillPreference',
      steps: [
        step(create, { backfillPreference: 'enabled', nonBreakingChangesPreference: 'ignore' }, 200, {
          ...read,
          backfillPreference: 'disabled',
        }),
      ],
    }),
  };

  test('a lost value beside operations that keep their blocks', () => {
    const kept = examples['operator-blocks-dropped'];
    const shown = withLast({ ...kept, check: 'kept-or-refused' }, (of) => ({
      ...of,
      response: { status: 200, body: of.request },
    }));

    expect(deviationFor({ ...kept, check: 'kept-or-refused' })?.id).toBe('operator-blocks-dropped');
    expect(deviationFor(shown)).toBeUndefined();
  });

  test.each(Object.entries(others))('%s', (_what, other) => {
    expect(deviationFor(other)).toBeUndefined();
  });

  test('any check about any operation with an ordinary request and answer', () => {
    const explained = allChecks
      .flatMap(({ id: check }) =>
        [create, update, get, 'webBackendListConnectionsForWorkspace', 'getStateType', 'webBackendListGeographies'].map(
          (operation) => deviationFor(finding({ check, pointer: '/name', steps: [step(operation, valid, 200, read)] })),
        ),
      )
      .filter((deviation) => deviation !== undefined);

    expect(explained).toEqual([]);
  });
});

test('what was in flight together may come after the answer that shows it', () => {
  const example = examples['operations-written-apart'];
  const swapped = example.steps.toReversed();

  expect(deviationFor({ ...example, steps: swapped })?.id).toBe('operations-written-apart');
  expect(deviationFor({ ...example, steps: swapped.slice(0, 1) })).toBeUndefined();
});

test('a write in flight with the one that the finding is about is looked at as well', () => {
  const example = examples['operator-blocks-dropped'];
  const together = [...example.steps, step('webBackendUpdateConnection', { connectionId: id, name: 'b' }, 200, {})];
  const parallel = together.map((of, sent) => ({ ...of, interleaving: { group: 1, sent, answered: sent } }));

  expect(deviationFor({ ...example, steps: parallel })?.id).toBe('operator-blocks-dropped');
  expect(deviationFor({ ...example, steps: together })).toBeUndefined();
});

describe('a release that is named', () => {
  const shared = examples['notification-flags-shared'];
  const paged = examples['list-paged'];

  test('has only the deviations of its day', () => {
    expect(deviationFor(shared, { release: '2023-05-07' })?.id).toBe('notification-flags-shared');
    expect(deviationFor(shared, { release: '2023-05-08' })).toBeUndefined();
    expect(deviationFor(paged, { release: '2025-07-08' })).toBeUndefined();
    expect(deviationFor(paged, { release: '2025-07-09' })?.id).toBe('list-paged');
  });

  test('may be a version', () => {
    expect(deviationFor(shared, { release: 'airbyte-0.44' })?.id).toBe('notification-flags-shared');
    expect(deviationFor(paged, { release: '0.44.4' })).toBeUndefined();
    expect(deviationFor(shared, { release: '0.44.5' })).toBeUndefined();
  });

  test('that nobody knows is an error', () => {
    expect(() => deviationFor(paged, { release: 'latest' })).toThrow(
      'Cannot tell the day of release "latest": expected an ISO date or one of 0.44, 0.44.4, 0.44.5',
    );
  });
});

function last(example: Finding): Step {
  return example.steps.at(-1) ?? step('', undefined, 0, undefined);
}

function withLast(example: Finding, change: (of: Step) => Step): Finding {
  return { ...example, steps: [...example.steps.slice(0, -1), change(last(example))] };
}

function bySelf(name: DeviationId, candidate: Finding): boolean {
  const deviation = list.find((entry) => entry.id === name);
  return deviation !== undefined && explains(deviation, candidate);
}

function hasRequest(name: DeviationId): boolean {
  return (
    list
      .find((entry) => entry.id === name)
      ?.matches.every(({ request, earlier, broken }) => request ?? earlier?.request ?? broken) === true
  );
}

/** The pointer of these is the one of the rule that the request breaks. */
function isMadeToBreak(pointer: string): boolean {
  return pointer === '/workspaceId' || pointer === '/syncCatalog/streams/1';
}
