/** Operations of every type, each with the block that its type names. */
import type { OperationCreate, OperatorConfiguration } from '../../schemas/operation.ts';
import type { Draw } from './draw.ts';
import { placeholders } from './generation-context.ts';
import type { GenerationContext } from './generation-context.ts';

export function operation(draw: Draw, context: GenerationContext): OperationCreate {
  return {
    workspaceId: placeholders.workspace,
    name: draw.pick(['Normalize', 'dbt: nightly', 'Größe', 'run 😀', 'a', 'o'.repeat(256)]),
    operatorConfiguration: operatorConfiguration(draw, context),
  };
}

function operatorConfiguration(draw: Draw, context: GenerationContext): OperatorConfiguration {
  const operatorType = draw.pick(['normalization', 'dbt', 'webhook'] as const);
  if (operatorType === 'normalization') return { operatorType, normalization: { option: 'basic' } };
  if (operatorType === 'webhook')
    return {
      operatorType,
      webhook: {
        webhookConfigId: 'aaaaaaaa-0000-4000-8000-000000000001',
        webhookType: 'dbtCloud',
        dbtCloud: { accountId: identifier(draw, context), jobId: identifier(draw, context) },
      },
    };
  return {
    operatorType,
    dbt: {
      gitRepoUrl: `https://git.example.com/${draw.pick(['models', 'a-b', 'x'])}.git`,
      ...(draw.chance(0.5) ? { gitRepoBranch: draw.pick(['main', 'feature/größe']) } : {}),
      ...(draw.chance(0.5) ? { dockerImage: 'fishtownanalytics/dbt:1.0.0' } : {}),
      ...(draw.chance(0.5) ? { dbtArguments: draw.pick(['run', 'run --select "a b"']) } : {}),
    },
  };
}

/** JSON numbers are exact to 2^53; no more is asked of anybody. */
function identifier(draw: Draw, { largeIntegers = true }: GenerationContext): number {
  if (draw.chance(0.8)) return draw.integer(1, 100_000);
  return largeIntegers ? draw.pick([2_147_483_647, 2_147_483_648, 3_000_000_000]) : 2_147_483_647;
}
