/** The signature of a finding says what tells defects apart, in words that are the same whenever the same defect shows. */
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allChecks } from '../../properties/checks/all-checks.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import { runContextFor } from '../../properties/engine/run-context.ts';
import { acceptFindings } from '../../properties/engine/known-findings-file.ts';
import { runCase } from '../../properties/engine/run-case.ts';
import { signatureOf } from '../../properties/engine/signature.ts';
import { verdictsOn } from '../../properties/engine/verdicts.ts';
import type { Case, CaseStep } from '../../properties/model/case.ts';
import { acceptanceOf, knownFindings } from '../../src/commands/accepted-findings.ts';
import type { RunEvent } from '../../src/report/events.ts';
import type { StepResult } from '../../src/report/report.ts';
import { ask, caseOf, create, get, invalid, update } from '../properties/engine/case-steps.ts';
import { fakeTarget } from '../properties/engine/fake-target.ts';
import type { Reply, Corruption } from '../properties/engine/fake-target.ts';
import { sampleFinding } from '../report/sample-report.ts';

const never = new AbortController().signal;
const createId = 'webBackendCreateConnection';
const getId = 'webBackendGetConnection';

async function signaturesOf(check: string, testCase: Case, corrupt: Corruption): Promise<readonly string[]> {
  const { violations } = await runCase(testCase, runContextFor(fakeTarget(corrupt), allChecks, never));
  return violations.filter((violation) => violation.check.id === check).map(signatureOf);
}

const answering =
  (operation: string, reply: Partial<Reply>): Corruption =>
  (plain, asked) =>
    asked.operation === operation ? { ...plain, ...reply } : undefined;
const crash = (json: unknown): Corruption => answering(createId, { status: 500, json });
const named = caseOf(create(1, { name: '{{name}} Größe', prefix: 'owner_date_7' }));

async function signatureFor(json: unknown): Promise<string> {
  const [signature = ''] = await signaturesOf('no-server-error', named, crash(json));
  return signature.replace(`no-server-error ${createId} 500`, '').trim();
}

describe('messages that tell of different defects', () => {
  test.each([
    [{ message: 'Unexpected webhook operator config' }, 'Unexpected webhook operator config'],
    [{ message: 'Internal Server Error: pool is exhausted' }, 'Internal Server Error: pool is exhausted'],
    [{ message: 'null', exceptionClassName: 'java.lang.IllegalStateException' }, 'IllegalStateException: …'],
    [{ errorId: 'f9b1c2f0-0b1e-4c8e-9d55-0e7b7f7b4b7e' }, ''],
    [{ status: 500, title: 'bad-catalog', detail: 'The catalog cannot be mapped' }, 'The catalog cannot be mapped'],
    [
      { message: 'Bad Request', _embedded: { errors: [{ message: 'Cannot deserialize a map' }] } },
      'Bad Request: Cannot deserialize a map',
    ],
    [
      {
        exceptionClassName: 'org.jooq.exception.DataAccessException',
        message: `SQL [insert into "connection" ("id", "name") values (?, ?)];${' '.repeat(3)}ERROR: invalid byte sequence\n  Where: unnamed portal`,
      },
      'DataAccessException: SQL [ … ]; ERROR: invalid byte sequence',
    ],
    ['<html><head><title>502 Bad Gateway</title></head></html>', '… Bad Gateway'],
    ['Traceback (most recent call last):\n  File "/srv/app.py", line 7\nKeyError: no catalog', 'KeyError: no catalog'],
  ])('stay apart: %j', async (json, expected) => {
    expect(await signatureFor(json)).toBe(expected);
  });
});

/** The same defect, as it words itself another time. */
const alike: readonly (readonly [string, unknown, unknown])[] = [
  [
    'ids',
    { message: 'No row 6f1c2f00-0b1e-4c8e-9d55-0e7b7f7b4b7e' },
    { message: 'No row aaaaaaaa-aaaa-4aaa-8aaa-aaaaaaaaaaaa' },
  ],
  ['numbers', { message: 'Row 12 of 3 is -1.5e+30' }, { message: 'Row 4 of 77 is 0' }],
  ['quoted text', { message: `Field "a \\"b" or 'c d' is bad` }, { message: `Field "x" or 'it is' is bad` }],
  [
    'addresses',
    { message: 'Cannot reach http://10.0.0.7:5432/db' },
    { message: 'Cannot reach https://db.example.com/x?y=1' },
  ],
  ['hosts', { message: 'Connection to db-7.internal:5432 lost' }, { message: 'Connection to localhost:6543 lost' }],
  ['times', { message: 'Failed at 2026-08-05T12:00:01.123Z' }, { message: 'Failed at 2025-01-01' }],
  ['objects', { message: 'Cannot use Config@1a2b3c4d' }, { message: 'Cannot use Config@77fe12aa' }],
  ['generated names', { message: 'airlock-a2853498-3690 is taken' }, { message: 'airlock-test-1 is taken' }],
  ['what was sent', { message: 'Prefix owner_date_7 is bad' }, { message: 'Prefix OWNER_DATE_7 is bad' }],
  ['values that are empty', { message: 'Cannot store owner_date_7 as a row' }, { message: 'Cannot store  as a row' }],
  ['words that are sent now and then', { message: 'Field amount not found' }, { message: 'Field status not found' }],
  ['other scripts', { message: 'Cannot store Größe' }, { message: 'Cannot store 名前' }],
  ['long words', { message: `Cannot store ${'n'.repeat(300)}` }, { message: `Cannot store ${'p'.repeat(257)}` }],
  [
    'null pointers, which a machine explains at first and not later',
    { exceptionClassName: 'java.lang.NullPointerException', message: 'Internal Server Error: null' },
    {
      exceptionClassName: 'java.lang.NullPointerException',
      message: 'Internal Server Error: Cannot invoke "A.b()" because "src" is null',
    },
  ],
  [
    'null pointers of a server that names no exception',
    { message: 'Internal Server Error: null' },
    { message: 'Internal Server Error: Cannot invoke "A.b()" because "src" is null' },
  ],
  [
    'stack traces',
    { message: 'Boom\n\tat a.b.C.d(C.java:12)\n\tat e.F.g(F.java:3)' },
    { message: 'Boom\n\tat a.b.C.d(C.java:14)' },
  ],
];

test.each(alike)('a message is the same with other %s', async (_what, one, other) => {
  const signature = await signatureFor(one);

  expect(signature).not.toBe('');
  expect(await signatureFor(other)).toBe(signature);
});

test('a message is cut before it grows into a page', async () => {
  expect((await signatureFor({ message: 'many words '.repeat(100) })).length).toBeLessThan(260);
});

test('one defect that repeats what was sent is one finding, whatever the seed', async () => {
  const echo: Corruption = (reply, { operation, body }) => {
    const { name = '', prefix, syncCatalog = {} } = body;
    const message = `Cannot store ${String(name)} as ${String(prefix || name)}, of ${JSON.stringify(syncCatalog)}`;
    return operation === createId ? { ...reply, status: 500, json: { message } } : undefined;
  };

  const runs = await Promise.all(
    [1, 2, 3].map((seed) =>
      fuzz({
        target: fakeTarget(echo),
        emit: () => undefined,
        signal: never,
        seed,
        phases: ['valid'],
        checks: allChecks.filter(({ id }) => id === 'no-server-error'),
        maxTimeMs: 60_000,
        maxExamples: 25,
        workers: 1,
        minAcceptance: 0,
        shrink: false,
        strict: false,
        known: [],
      }),
    ),
  );

  const signatures = new Set(runs.flatMap(({ findings = [] }) => findings.map(({ signature }) => signature)));
  expect([...signatures]).toHaveLength(1);
});

const broken = (pointer: string): CaseStep => invalid(create(1), { status: 7 }, pointer);

describe('a server error', () => {
  test('is told apart by the rule that the body breaks, whatever the item of a list', async () => {
    const places = ['/status', '/operations/0/name', '/operations/1/name'];

    const found = await Promise.all(
      places.map((pointer) => signaturesOf('no-server-error', caseOf(broken(pointer)), crash({ errorId: 'x' }))),
    );

    expect(found.flat()).toEqual([
      `no-server-error ${createId} 500 enum /status`,
      `no-server-error ${createId} 500 enum /operations/*/name`,
      `no-server-error ${createId} 500 enum /operations/*/name`,
    ]);
  });

  test('of a proxy that restarts is still no verdict when it never comes back', () => {
    const gone = { status: 'new', reproduction: 'gone' } as const;
    const signature = `no-server-error ${createId} 502 enum /status … Bad Gateway`;

    expect(verdictsOn([sampleFinding({ ...gone, signature })])).toEqual([]);
  });
});

const transport = (label: string): CaseStep => ({
  operation: 'transport',
  raw: { method: 'GET', path: '/v1/nowhere', headers: {}, accept: [404] },
  intent: { kind: 'transport', label },
});
const semantic = (description: string): CaseStep => ({
  ...update(1, { status: 'inactive' }),
  intent: {
    kind: 'invalid',
    label: { kind: 'semantic', keyword: 'cron', pointer: '/scheduleData/cron/cronExpression', description },
  },
});

const scheduledBy =
  (basicSchedule: object): Corruption =>
  (reply, { operation }) =>
    operation === createId
      ? { ...reply, json: { ...(reply.json as object), scheduleType: 'basic', scheduleData: { basicSchedule } } }
      : undefined;

/** A check, and two defects that it must tell apart. */
const pairs: readonly (readonly [string, readonly [Case, Corruption], readonly [Case, Corruption]])[] = [
  [
    'valid-accepted',
    [caseOf(create(1)), answering(createId, { status: 422, json: { message: 'The prefix is too short' } })],
    [caseOf(create(1)), answering(createId, { status: 422, json: { message: 'No such geography' } })],
  ],
  [
    'invalid-rejected',
    [caseOf(create(1), semantic('a cron expression of words')), () => undefined],
    [caseOf(create(1), semantic('a cron expression out of range')), () => undefined],
  ],
  [
    'declared-status',
    [caseOf(create(1), get(1)), answering(getId, { status: 418, json: { message: 'tea' } })],
    [
      caseOf({ ...ask(getId, { connectionId: '{{unknown}}' }), intent: { kind: 'unknown' } }),
      answering(getId, { status: 418, json: { message: 'tea' } }),
    ],
  ],
  [
    'content-type',
    [caseOf(create(1)), answering(createId, { contentType: 'text/html' })],
    [caseOf(create(1)), answering(createId, { contentType: 'application/json;charset=utf-8' })],
  ],
  [
    'response-schema',
    [caseOf(create(1)), answering(createId, { json: { name: null } })],
    [caseOf(create(1)), answering(createId, { json: { name: 7 } })],
  ],
  [
    'response-schema',
    [caseOf(create(1)), scheduledBy({ units: 1 })],
    [caseOf(create(1)), scheduledBy({ timeUnit: 'days' })],
  ],
  [
    'unknown-ids',
    [
      caseOf({ ...ask(getId, { connectionId: '{{unknown}}' }), intent: { kind: 'unknown' } }),
      answering(getId, { status: 422, json: { message: 'Not allowed' } }),
    ],
    [
      caseOf({ ...ask(getId, { connectionId: '{{unknown}}' }), intent: { kind: 'unknown' } }),
      answering(getId, { status: 422, json: { message: 'Out of order' } }),
    ],
  ],
  [
    'state-type',
    [
      caseOf(create(1), ask('getStateType', { connectionId: '{{connection:1}}' }, 1)),
      answering('getStateType', { json: 'legacy' }),
    ],
    [
      caseOf(create(1), ask('getStateType', { connectionId: '{{connection:1}}' }, 1)),
      answering('getStateType', { json: 'global' }),
    ],
  ],
  [
    'transport',
    [caseOf(transport('an unknown path')), answering('transport', { status: 200, json: {} })],
    [caseOf(transport('an unknown path')), answering('transport', { status: 405, json: {} })],
  ],
  [
    'no-server-error',
    [caseOf(transport('an unknown path')), answering('transport', { status: 500, json: {} })],
    [caseOf(transport('an empty body')), answering('transport', { status: 500, json: {} })],
  ],
];

test.each(pairs)('%s tells two defects apart', async (check, one, other) => {
  const [first, second] = await Promise.all(
    [one, other].map(([testCase, corrupt]) => signaturesOf(check, testCase, corrupt)),
  );

  expect(first?.length).toBeGreaterThan(0);
  expect(second?.filter((signature) => first?.includes(signature))).not.toEqual(second);
});

describe('a file of accepted findings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-'));
  const fileOf = (content: object): string => {
    const file = join(folder, `${Math.random()}.json`);
    writeFileSync(file, JSON.stringify(content));
    return file;
  };
  const runWith = async (
    signature: string,
    json: unknown,
  ): Promise<{ readonly result: StepResult; readonly events: readonly RunEvent[] }> => {
    const events: RunEvent[] = [];
    const result = await fuzz({
      target: fakeTarget(crash(json)),
      emit: (event) => void events.push(event),
      signal: never,
      seed: 1,
      phases: ['valid'],
      checks: allChecks.filter(({ id }) => id === 'no-server-error'),
      maxTimeMs: 60_000,
      maxExamples: 2,
      workers: 1,
      minAcceptance: 0,
      shrink: false,
      strict: false,
      known: [{ signature, reason: 'PLAT-12', expires: '2999-01-31' }],
    });
    return { result, events };
  };

  test('accepts the error that it names, and not the next one', async () => {
    const signature = `no-server-error ${createId} 500 pool is exhausted`;

    const [same, other] = await Promise.all([
      runWith(signature, { message: 'pool is exhausted' }),
      runWith(signature, { message: 'Unexpected webhook operator config' }),
    ]);

    expect(same.result.findings?.map(({ status }) => status)).toEqual(['known']);
    expect(other.result.findings?.map(({ status }) => status)).toEqual(['new']);
  });

  test('says of an entry that names less than signatures do that it accepts nothing, and how to renew it', async () => {
    const { result, events } = await runWith(`no-server-error ${createId} 500`, { message: 'pool is exhausted' });

    const notices = events.flatMap((event) => (event.type === 'notice' ? [event.text] : []));
    expect(result.findings?.map(({ status }) => status)).toEqual(['new']);
    expect(notices.join('\n')).toMatch(/does not accept "no-server-error \S+ 500 pool is exhausted".*--update-known/);
  });

  test('says which entries have expired', () => {
    const entry = { signature: 'a b', reason: 'PLAT-12', expires: '2024-02-29' };
    const events: RunEvent[] = [];

    const known = knownFindings({ known: fileOf({ findings: [entry] }) }, (event) => void events.push(event));

    expect(known).toEqual([entry]);
    expect(events).toEqual([
      expect.objectContaining({
        level: 'warning',
        text: expect.stringMatching(/"a b".*expired on 2024-02-29 \(PLAT-12\)/),
      }),
    ]);
  });

  test('is written with a reason and an expiry', async () => {
    const file = fileOf({ findings: [{ signature: 'old', reason: 'PLAT-1' }] });
    const acceptance = acceptanceOf({ known: file, updateKnown: true, reason: ' PLAT-12 ', expires: '2999-01-31' });

    const result =
      acceptance === undefined
        ? undefined
        : await acceptFindings({ findings: [sampleFinding({ signature: 'a b', status: 'new' })] }, acceptance);

    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      findings: [
        { signature: 'old', reason: 'PLAT-1' },
        { signature: 'a b', reason: 'PLAT-12', expires: '2999-01-31' },
      ],
    });
    expect(result?.findings?.map(({ status, explanation }) => [status, explanation])).toEqual([['known', 'PLAT-12']]);
    expect(result?.summary?.join('\n')).toContain('until 2999-01-31: PLAT-12');
  });

  test.each([
    [{ updateKnown: true }, /--reason TEXT and --expires YYYY-MM-DD/],
    [{ updateKnown: true, reason: 'PLAT-12' }, /without --expires YYYY-MM-DD/],
    [{ updateKnown: true, reason: ' ', expires: '2999-01-31' }, /without --reason TEXT/],
    [{ updateKnown: true, reason: 'r', expires: '2999-02-30' }, /--expires "2999-02-30"/],
    [{ updateKnown: true, reason: 'r', expires: 'soon' }, /--expires "soon"/],
    [{ updateKnown: true, reason: 'r', expires: '31.01.2999' }, /--expires "31.01.2999"/],
    [{ updateKnown: true, reason: 'r', expires: '2020-01-31' }, /has come already/],
    [{ reason: 'r' }, /--reason without --update-known/],
    [{ expires: '2999-01-31' }, /--expires without --update-known/],
  ])('is not written with %j', (options, message) => {
    expect(() => acceptanceOf(options)).toThrow(message);
  });
});
