/** Operations of every type in lists that follow one another: new ones, fewer, others, none. */
import { OperatorType } from '../../schemas/operation.ts';
import type { OperatorConfiguration } from '../../schemas/operation.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { placeholders } from '../arbitraries/generation-context.ts';

const blocks: Readonly<Record<(typeof OperatorType.enum)[number], Omit<OperatorConfiguration, 'operatorType'>>> = {
  normalization: { normalization: { option: 'basic' } },
  dbt: {
    dbt: {
      gitRepoUrl: 'https://git.example.com/models.git',
      gitRepoBranch: 'main',
      dockerImage: 'fishtownanalytics/dbt:1.0.0',
      dbtArguments: 'run',
    },
  },
  webhook: {
    webhook: {
      webhookConfigId: 'aaaaaaaa-0000-4000-8000-000000000001',
      webhookType: 'dbtCloud',
      dbtCloud: { accountId: 7, jobId: 11 },
    },
  },
};

/** An operation of a type, as a create takes it. */
function operationOf(operatorType: (typeof OperatorType.enum)[number], name: string = operatorType): JsonObject {
  return {
    workspaceId: placeholders.workspace,
    name,
    operatorConfiguration: { operatorType, ...blocks[operatorType] },
  };
}

/** The nth operation of a connection under its id, made into one of this type. */
function kept(index: number, operatorType: (typeof OperatorType.enum)[number], name: string): JsonObject {
  return { ...operationOf(operatorType, name), operationId: placeholders.operation(1, index) };
}

/** What a create or an update may have. */
export const operationLists: readonly (readonly JsonObject[])[] = [
  OperatorType.enum.map((type) => operationOf(type)),
  [operationOf('webhook', 'second'), operationOf('normalization', 'first')],
  [],
];

/** With them a list is longer than a page. */
const many = Array.from({ length: 24 }, (_, index) => operationOf('normalization', `one of many ${index}`));

/** What updates of one connection send after each other: with and without the ids of what is there. */
export const operationWalk: readonly (readonly JsonObject[])[] = [
  ...OperatorType.enum.map((type) => [operationOf(type)]),
  OperatorType.enum.map((type) => operationOf(type)),
  // All kept, and one of them changed.
  OperatorType.enum.map((type, index) => kept(index, type, index === 1 ? 'renamed' : type)),
  // Another order, which is free, and other contents under the same ids.
  [kept(2, 'dbt', 'was third'), kept(0, 'webhook', 'was first')],
  [kept(0, 'dbt', 'was third'), operationOf('normalization', 'new beside a kept one')],
  [operationOf('dbt', 'twin'), operationOf('dbt', 'twin'), ...many],
  [],
  [operationOf('normalization', 'o'.repeat(256))],
];
