/** What of a case, beside the answer that breaks a law, decides whether a deviation explains it. */
import { describe, expect, test } from 'vitest';
import { deviationFor } from '../../deviations/deviations.ts';
import type { Step } from '../../src/report/report.ts';
import { crash, examples, finding, id, step } from './deviation-examples.ts';

test('operations that a refused update has removed explain that operationIds still names them', () => {
  const { steps } = examples['operations-replaced-by-refused-update'];

  expect(deviationFor(finding({ check: 'operation-ids', pointer: '/operationIds', steps }))?.id).toBe(
    'operations-replaced-by-refused-update',
  );
});

test('an account of dbt Cloud below zero explains that the write and later reads fail', () => {
  const accountId = (value: number): object => ({
    connectionId: id,
    operations: [
      {
        operatorConfiguration: {
          operatorType: 'webhook',
          webhook: { webhookType: 'dbtCloud', dbtCloud: { accountId: value, jobId: 1 } },
        },
      },
    ],
  });
  const writes = (value: number): Step => step('webBackendUpdateConnection', accountId(value), 500, crash);
  const read = step('webBackendGetConnection', { connectionId: id }, 500, crash);
  const explained = (...steps: readonly Step[]): string | undefined =>
    deviationFor(finding({ check: 'no-server-error', steps }))?.id;

  expect(explained(writes(-1))).toBe('webhook-address-breaks-reads');
  expect(explained(writes(-1), read)).toBe('webhook-address-breaks-reads');
  expect(explained(writes(1))).toBeUndefined();
});

test('an answer that shows one of two parallel patches and lacks the other is explained, whichever is blamed', () => {
  const { steps, ...example } = examples['last-writer-wins'];
  const read = step('webBackendGetConnection', { connectionId: id }, 200, { connectionId: id, prefix: 'a' });

  expect(deviationFor({ ...example, steps: [...steps.slice(0, -1), read] })?.id).toBe('last-writer-wins');
});

describe('an answer lacks what a write lacks', () => {
  const update = 'webBackendUpdateConnection';
  const read = step('webBackendGetConnection', { connectionId: id }, 200, {});
  const explained = (pointer: string, status: number, label: object): string | undefined => {
    const steps = [step(update, { connectionId: id }, status, {}), read];
    const intents = [{ kind: 'invalid', label }, { kind: 'valid' }];
    const found = finding({ check: 'response-schema', pointer, steps });
    return deviationFor({ ...found, case: { steps: intents.map((intent) => ({ intent })) } })?.id;
  };
  const block = '/operations/0/operatorConfiguration/dbt/gitRepoUrl';
  const missing = {
    kind: 'schema',
    keyword: 'required',
    pointer: block,
    description: `a missing required member at ${block}`,
  };
  const mappers = '/syncCatalog/streams/0/config/mappers';
  const oneMapper = {
    kind: 'schema',
    keyword: 'type',
    pointer: mappers,
    description: `an object for a list at ${mappers}`,
  };

  test('though it failed, where it had changed operations already', () => {
    expect(explained(block, 500, missing)).toBe('incomplete-write-read-back');
    expect(explained(block, 422, missing)).toBeUndefined();
  });

  test('an object that was taken for a list of one', () => {
    expect(explained(`${mappers}/0/type`, 200, oneMapper)).toBe('incomplete-write-read-back');
    expect(explained(`${mappers}/0/type`, 200, { ...oneMapper, description: 'a number for a list' })).toBeUndefined();
    expect(explained(`${mappers}/0/type`, 500, oneMapper)).toBeUndefined();
  });
});
