import { parseJson } from '../../../src/json/parse-json.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBody, listBody, updateBody } from '../../../properties/arbitraries/connection-bodies.ts';
import { sizeProfiles } from '../../../properties/arbitraries/generation-context.ts';
import type { GenerationContext, SizeProfile } from '../../../properties/arbitraries/generation-context.ts';
import { brokenRules } from '../../../properties/model/domain-rules.ts';

const contextOf = (size: SizeProfile): GenerationContext => ({ size, activeSchedules: true, notificationFlags: true });
const sample = <Value>(arbitrary: fc.Arbitrary<Value>, numRuns: number): readonly Value[] =>
  fc.sample(arbitrary, { numRuns, seed: 42 });
const overTheWire = (body: unknown): unknown => parseJson(JSON.stringify(body));

describe('generated bodies', () => {
  test.each([
    ['tiny', 4000],
    ['demo', 500],
    ['typical', 1500],
    ['wide', 60],
    ['large', 6],
    ['huge', 1],
  ] as const)('of size %s are all valid after serialisation (%i of each)', (size, count) => {
    for (const body of sample(createBody(contextOf(size)), count))
      expect(brokenRules('webBackendCreateConnection', overTheWire(body))).toEqual([]);
    for (const body of sample(updateBody(contextOf(size), 1), count))
      expect(brokenRules('webBackendUpdateConnection', overTheWire(body))).toEqual([]);
  });

  test('that list connections are all valid', () => {
    for (const body of sample(listBody(contextOf('tiny')), 500))
      expect(brokenRules('webBackendListConnectionsForWorkspace', overTheWire(body))).toEqual([]);
  });

  test('survive serialisation unchanged: no undefined, no negative zero, no lone surrogate, own __proto__ kept', () => {
    const bodies = sample(createBody(contextOf('typical')), 600);

    expect(bodies.some((body) => JSON.stringify(body).includes('"__proto__":'))).toBe(true);
    for (const body of bodies) {
      expect(JSON.stringify(overTheWire(body))).toBe(JSON.stringify(body));
      expect(JSON.stringify(body)).not.toMatch(/(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/);
    }
  });

  test.each(Object.keys(sizeProfiles) as SizeProfile[])(
    'of size %s have as many streams as the profile says and stay below 10 MiB',
    (size) => {
      const { minStreams, streams } = sizeProfiles[size];
      const bodies = sample(createBody(contextOf(size)), size === 'huge' ? 2 : 8);

      for (const { syncCatalog, ...body } of bodies) {
        if (syncCatalog === undefined) continue;
        expect(syncCatalog.streams.length).toBeGreaterThanOrEqual(minStreams);
        expect(syncCatalog.streams.length).toBeLessThanOrEqual(streams);
        expect(Buffer.byteLength(JSON.stringify({ ...body, syncCatalog }))).toBeLessThan(10 * 1024 * 1024);
      }
    },
  );

  test('take every branch that a valid body may take', () => {
    const text = JSON.stringify([
      sample(createBody(contextOf('tiny')), 800),
      sample(updateBody(contextOf('tiny'), 1), 800),
    ]);

    for (const value of [
      'active',
      'inactive',
      'manual',
      'basic',
      'cron',
      'minutes',
      'hours',
      'days',
      'weeks',
      'months',
      'source',
      'destination',
      'customformat',
      'auto',
      'us',
      'eu',
      'ignore',
      'disable',
      'normalization',
      'dbt',
      'webhook',
      'full_refresh',
      'incremental',
      'append',
      'overwrite',
      'append_dedup',
    ])
      // prettier-ignore
      expect(text).toContain(`:"${value}"`);
    for (const member of [
      'cpu_request',
      'cpu_limit',
      'memory_request',
      'memory_limit',
      'fieldSelectionEnabled',
      'selectedFields',
      'namespace',
      'skipReset',
      'notifySchemaChanges',
      'operationId',
    ])
      expect(text).toContain(`"${member}":`);
  });

  test('keep to what the run allows', () => {
    const bodies = sample(createBody({ size: 'tiny', activeSchedules: false }), 800);

    expect(
      bodies.filter(({ status, scheduleType = 'manual' }) => status === 'active' && scheduleType !== 'manual'),
    ).toEqual([]);
    const updates = sample(updateBody({ size: 'tiny', activeSchedules: false }, 1), 800);
    expect(updates.filter((update) => 'notifySchemaChanges' in update)).toEqual([]);
    expect(updates.filter(({ syncCatalog, skipReset }) => syncCatalog !== undefined && skipReset !== true)).toEqual([]);
    const scheduled = updates.filter(({ scheduleType = 'manual' }) => scheduleType !== 'manual');
    expect(new Set(scheduled.map(({ status }) => status))).toEqual(new Set(['inactive']));
  });

  test('have integers above 32 bits', () => {
    const jobIds = sample(createBody(contextOf('tiny')), 600).flatMap(({ operations = [] }) =>
      operations.map(({ operatorConfiguration }) => operatorConfiguration.webhook?.dbtCloud?.jobId ?? 0),
    );

    expect(Math.max(...jobIds)).toBeGreaterThan(2 ** 31);
  });

  test('are the same for the same seed', () => {
    expect(sample(createBody(contextOf('typical')), 50)).toEqual(sample(createBody(contextOf('typical')), 50));
  });
});
