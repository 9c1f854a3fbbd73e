import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { verifyPacts } from '../../contracts/run/verify-pacts.ts';
import type { FaultId } from '../../lab/faults.ts';
import { startServer } from '../../lab/start-server.ts';
import type { LabServer } from '../../lab/start-server.ts';
import type { StepResult } from '../../src/report/report.ts';
import { onTarget } from '../target/on-target.ts';

/** What breaks a consumer, which one, and where it reads what is gone. */
const faults: readonly { readonly fault: FaultId; readonly consumer: string; readonly says: RegExp }[] = [
  {
    fault: 'list-item-without-schema-change',
    consumer: 'airbyte-webapp',
    says: /connections\/list: \/connections\/\*\/schemaChange is missing.*ChangesStatusIcon/,
  },
  {
    fault: 'read-without-schema-change',
    consumer: 'airbyte-webapp',
    says: /connections\/get: \/schemaChange is missing.*ChangesStatusIcon/,
  },
  { fault: 'read-without-name', consumer: 'airbyte-webapp', says: /connections\/get: \/name is missing.*toLowerCase/ },
  {
    fault: 'create-without-notify-flag',
    consumer: 'airbyte-webapp',
    says: /connections\/create: \/notifySchemaChanges is missing/,
  },
  {
    fault: 'list-item-syncing-as-text',
    consumer: 'airbyte-webapp',
    says: /connections\/list: \/connections\/\*\/isSyncing is a string instead of a boolean/,
  },
  {
    fault: 'nulls-for-unset-members',
    consumer: 'airbyte-config-api-client',
    says: /connections\/get: \/(prefix|namespaceFormat|resourceRequirements|catalogId) is null.*ApiTypeError/,
  },
  { fault: 'enum-renamed', consumer: 'airbyte-webapp', says: /\/status is .*disabled.*StatusCell/ },
  {
    fault: 'enum-renamed',
    consumer: 'airbyte-config-api-client',
    says: /connections\/list: \/connections\/\*\/status is "disabled".*ApiValueError/,
  },
  {
    fault: 'list-item-without-schema-change',
    consumer: 'airbyte-config-api-client',
    says: /connections\/list: \/connections\/\*\/schemaChange is missing.*ApiTypeError/,
  },
  {
    fault: 'workspace-state-as-numbers',
    consumer: 'airbyte-config-api-client',
    says: /workspace\/state: \/has\w+ /,
  },
  {
    fault: 'stream-json-schema-snake-case',
    consumer: 'airbyte-webapp',
    says: /\/syncCatalog\/streams\/\*\/stream\/jsonSchema is missing.*StreamFieldTable/,
  },
  { fault: 'state-type-as-object', consumer: 'airbyte-webapp', says: /state\/get_type: the body .*reset dialog/ },
  {
    fault: 'state-type-upper-case',
    consumer: 'airbyte-config-api-client',
    says: /state\/get_type: the body .*ApiValueError/,
  },
  {
    fault: 'counters-as-text',
    consumer: 'airbyte-webapp',
    says: /check_updates: \/(source|destination)Definitions is "\d".*badge/,
  },
  {
    fault: 'geographies-renamed',
    consumer: 'airbyte-webapp',
    says: /geographies\/list: \/geographies is missing.*drop-down/,
  },
  { fault: 'workspace-state-as-numbers', consumer: 'airbyte-webapp', says: /workspace\/state: \/hasConnections/ },
  {
    fault: 'uuid-without-dashes',
    consumer: 'airbyte-webapp',
    says: /connections\/list: \/connections\/\*\/connectionId/,
  },
  {
    fault: 'not-found-without-message',
    consumer: 'airbyte-webapp',
    says: /\/message is missing.*text of the error view/,
  },
  { fault: 'diff-as-object', consumer: 'airbyte-webapp', says: /\/catalogDiff\/transforms.*change dialog/ },
  {
    fault: 'charset-in-content-type',
    consumer: 'airbyte-config-api-client',
    says: /header Content-Type is "application\/json; ?charset=utf-8" instead of exactly/i,
  },
  {
    fault: 'geography-thrown-away',
    consumer: 'airbyte-webapp',
    says: /connections\/update: \/geography is .*UpdateConnectionDataResidency/,
  },
  { fault: 'update-clears-catalog', consumer: 'airbyte-webapp', says: /connections\/update: \/syncCatalog\/streams/ },
  { fault: 'update-resets-operations', consumer: 'airbyte-webapp', says: /connections\/update: \/operations/ },
  {
    fault: 'webhook-without-configuration',
    consumer: 'airbyte-webapp',
    says: /connections\/create: \/operations\/\*\/operatorConfiguration\/webhook is missing/,
  },
  {
    fault: 'update-overwrites-resources',
    consumer: 'airbyte-webapp',
    says: /connections\/update: \/resourceRequirements/,
  },
  {
    fault: 'preference-default',
    consumer: 'airbyte-webapp',
    says: /connections\/update: \/nonBreakingChangesPreference/,
  },
  { fault: 'update-makes-manual', consumer: 'airbyte-webapp', says: /connections\/update: \/schedule/ },
];

describe('verify', () => {
  let backend: LabServer;
  beforeAll(async () => {
    backend = await startServer();
  });
  afterAll(async () => {
    await backend.close();
  });

  test('holds for a provider without faults, and leaves nothing behind', async () => {
    const { result, left } = await verified(backend);

    expect(result.findings).toEqual([]);
    expect(result.verdicts).toEqual([]);
    expect(result.sections?.['verify']).toMatchObject({ interactions: 68, verified: 68, broken: 0, skipped: [] });
    expect(left).toEqual([]);
  });

  test('names the only consumer that breaks once in the reason', async () => {
    const { result } = await verified(backend, ['preference-default']);

    expect(result.verdicts?.[0]?.reason).toMatch(
      /^\d+ interactions? (?:is|are) broken for airbyte-webapp: connections\/update: \/nonBreakingChangesPreference/,
    );
  });

  test('lets additive changes pass', async () => {
    const { result } = await verified(backend, ['stream-with-extra-member']);

    expect(result.findings).toEqual([]);
  });

  test.each(faults)('catches $fault, which breaks $consumer', async ({ fault, consumer, says }) => {
    const { result } = await verified(backend, [fault]);

    const titles = (result.findings ?? []).map(({ title }) => title);
    expect(titles.filter((title) => title.startsWith(`${consumer} breaks: `)).join('\n')).toMatch(says);
    expect(result.verdicts?.[0]).toMatchObject({ code: 1 });
  });
});

async function verified(
  backend: LabServer,
  faultIds: readonly FaultId[] = [],
): Promise<{ readonly result: StepResult; readonly left: readonly string[] }> {
  return onTarget({ ...backend, optIns: { refresh: true, harmfulInputs: true } }, async (target) => {
    backend.setFaults(faultIds);
    const result = await verifyPacts({ target, pact: join(import.meta.dirname, '../../pacts') });
    backend.setFaults([]);
    return { result, left: (await target.sandbox.clean()).left };
  });
}
