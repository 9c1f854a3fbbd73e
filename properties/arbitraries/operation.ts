/** Operations of every type, each with the block that its type names. */
import type { OperationCreate, OperatorConfiguration } from '../../schemas/operation.ts';
import type { Draw } from './draw.ts';
import { placeholders } from './generation-context.ts';

/** More than one: whoever takes the one of another operation would not be noticed. */
export const webhookConfigIds = [
  'aaaaaaaa-0000-4000-8000-000000000001',
  'bbbbbbbb-0000-4000-8000-000000000002',
] as const;

export function operation(draw: Draw): OperationCreate {
  return {
    workspaceId: placeholders.workspace,
    name: draw.pick(['Normalize', 'dbt: nightly', 'Größe', 'run 😀', 'a', 'o'.repeat(256)]),
    operatorConfiguration: operatorConfiguration(draw),
  };
}

function operatorConfiguration(draw: Draw): OperatorConfiguration {
  const operatorType = draw.pick(['normalization', 'dbt', 'webhook'] as const);
  if (operatorType === 'normalization') return { operatorType, normalization: { option: 'basic' } };
  if (operatorType === 'webhook')
    return {
      operatorType,
      webhook: {
        webhookConfigId: draw.pick(webhookConfigIds),
        webhookType: 'dbtCloud',
        dbtCloud: { accountId: identifier(draw), jobId: identifier(draw) },
      },
    };
  return {
    operatorType,
    dbt: {
      gitRepoUrl: `https://git.example.com/${draw.pick(['models', 'a-b', 'x'])}.git`,
      ...(draw.chance(0.5) ? { gitRepoBranch: draw.pick(['main', 'feature/größe']) } : {}),
      ...(draw.chance(0.5)
        ? { dockerImage: draw.pick(['fishtownanalytics/dbt:1.0.0', 'dbt-labs/dbt-core:1.5.0']) }
        : {}),
      ...(draw.chance(0.5) ? { dbtArguments: draw.pick(['run', 'run --select "a b"']) } : {}),
    },
  };
}

/**
 * The description gives these integers no range; releases before mid 2024 make other numbers of those above 2^31 - 1, which is a known
 * deviation. JSON numbers are exact to 2^53; no more is asked of anybody.
 */
function identifier(draw: Draw): number {
  return draw.chance(0.8) ? draw.integer(1, 100_000) : draw.pick([2_147_483_647, 2_147_483_648, 3_000_000_000]);
}
