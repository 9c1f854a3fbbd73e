/** Operations of every type, each with the block that its type names. */
import fc from 'fast-check';
import type { OperationCreate, OperatorConfiguration } from '../../schemas/operation.ts';
import { placeholders } from './generation-context.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
/** The description gives these integers no range; JSON numbers are exact to 2^53. */
const identifier = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 100_000 }), weight: 4 },
  { arbitrary: fc.constantFrom(2_147_483_647, 3_000_000_000), weight: 1 },
);

const operatorConfiguration: fc.Arbitrary<OperatorConfiguration> = fc.oneof(
  fc.constant({ operatorType: 'normalization' as const, normalization: { option: 'basic' as const } }),
  fc
    .record(
      {
        gitRepoUrl: word.map((name) => `https://git.example.com/${name}.git`),
        gitRepoBranch: word,
        dockerImage: word,
        dbtArguments: word.map((text) => `run --select ${text}`),
      },
      { requiredKeys: ['gitRepoUrl'], noNullPrototype: true },
    )
    .map((dbt) => ({ operatorType: 'dbt' as const, dbt })),
  fc.record({ accountId: identifier, jobId: identifier }, { noNullPrototype: true }).map((dbtCloud) => ({
    operatorType: 'webhook' as const,
    webhook: { webhookConfigId: 'aaaaaaaa-0000-4000-8000-000000000001', webhookType: 'dbtCloud' as const, dbtCloud },
  })),
);

export const operation: fc.Arbitrary<OperationCreate> = fc
  .record(
    { name: fc.oneof(word, fc.constantFrom('Normalize', 'dbt: nightly', 'Größe')), operatorConfiguration },
    { noNullPrototype: true },
  )
  .map((parts) => ({ workspaceId: placeholders.workspace, ...parts }));
