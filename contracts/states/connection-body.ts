/** The body that creates the connection which a provider state describes. */
import type { Fixtures } from '../../src/target/target.ts';
import { exampleIds } from '../matchers.ts';
import { sampleCatalogs } from '../sample-catalog.ts';
import type { SampleCatalog } from '../sample-catalog.ts';

export type StateParameters = Readonly<Record<string, unknown>>;

/** Without its name. Inactive, so that nothing ever syncs, whatever its schedule. */
export function connectionBody(parameters: StateParameters, fixtures: Fixtures): Readonly<Record<string, unknown>> {
  const { prefix, namespaceFormat, operations, geography, nonBreakingChangesPreference, cpuLimit } = parameters;
  const { backfillPreference, notifySchemaChanges } = parameters;
  return {
    sourceId: fixtures.sourceId,
    destinationId: fixtures.destinationId,
    status: 'inactive',
    syncCatalog: catalogOf(parameters['catalog']),
    ...scheduleOf(parameters['schedule']),
    ...(typeof prefix === 'string' ? { prefix } : {}),
    ...(typeof namespaceFormat === 'string' ? { namespaceDefinition: 'customformat', namespaceFormat } : {}),
    ...(typeof geography === 'string' ? { geography } : {}),
    ...(typeof nonBreakingChangesPreference === 'string' ? { nonBreakingChangesPreference } : {}),
    ...(typeof backfillPreference === 'string' ? { backfillPreference } : {}),
    ...(typeof notifySchemaChanges === 'boolean' ? { notifySchemaChanges } : {}),
    ...(typeof cpuLimit === 'string' ? { resourceRequirements: { cpu_limit: cpuLimit } } : {}),
    ...(typeof operations === 'string' ? { operations: [operationOf(operations, fixtures.workspaceId)] } : {}),
  };
}

function catalogOf(name: unknown): unknown {
  if (name === undefined) return sampleCatalogs.users;
  if (typeof name === 'string' && Object.hasOwn(sampleCatalogs, name)) return sampleCatalogs[name as SampleCatalog]; // checked
  throw unknownParameter('catalog', name, Object.keys(sampleCatalogs));
}

function scheduleOf(kind: unknown): object {
  if (kind === undefined || kind === 'manual') return { scheduleType: 'manual' };
  if (kind === 'basic')
    return { scheduleType: 'basic', scheduleData: { basicSchedule: { timeUnit: 'hours', units: 24 } } };
  if (kind === 'cron')
    return {
      scheduleType: 'cron',
      scheduleData: { cron: { cronExpression: '0 0 12 * * ?', cronTimeZone: 'UTC' } },
    };
  throw unknownParameter('schedule', kind, ['manual', 'basic', 'cron']);
}

function operationOf(kind: string, workspaceId: string): object {
  if (kind === 'normalization')
    return {
      workspaceId,
      name: 'Normalize',
      operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
    };
  if (kind === 'dbt')
    return {
      workspaceId,
      name: 'Transform',
      operatorConfiguration: {
        operatorType: 'dbt',
        dbt: {
          gitRepoUrl: 'https://git.example.com/transform.git',
          gitRepoBranch: 'main',
          dockerImage: 'fishtownanalytics/dbt:1.0.0',
          dbtArguments: 'run',
        },
      },
    };
  if (kind === 'dbtCloud')
    return {
      workspaceId,
      name: '1234/5678',
      operatorConfiguration: {
        operatorType: 'webhook',
        webhook: {
          webhookConfigId: exampleIds.webhookConfigId,
          webhookType: 'dbtCloud',
          dbtCloud: { accountId: 1234, jobId: 5678 },
        },
      },
    };
  throw unknownParameter('operations', kind, ['normalization', 'dbt', 'dbtCloud']);
}

function unknownParameter(name: string, value: unknown, accepted: readonly string[]): TypeError {
  return new TypeError(`the parameter ${name} is ${JSON.stringify(value)}, expected one of ${accepted.join(', ')}`);
}
