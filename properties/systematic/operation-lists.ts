/** Operations of every type in lists that follow one another: new ones, fewer, others, none. */
import { OperatorType } from '../../schemas/operation.ts';
import type { OperatorConfiguration } from '../../schemas/operation.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import { webhookConfigIds } from '../arbitraries/operation.ts';

type Type = (typeof OperatorType.enum)[number];
type Block = Omit<OperatorConfiguration, 'operatorType'>;

/** Of each type two that have nothing in common, where a type allows it; the second lacks what it can. */
const blocks: Readonly<Record<Type, readonly [usual: Block, other: Block]>> = {
  normalization: [{ normalization: { option: 'basic' } }, { normalization: { option: 'basic' } }],
  dbt: [
    {
      dbt: {
        gitRepoUrl: 'https://git.example.com/models.git',
        gitRepoBranch: 'main',
        dockerImage: 'fishtownanalytics/dbt:1.0.0',
        dbtArguments: 'run',
      },
    },
    { dbt: { gitRepoUrl: 'https://git.example.com/other.git' } },
  ],
  webhook: [
    {
      webhook: {
        webhookConfigId: webhookConfigIds[0],
        webhookType: 'dbtCloud',
        dbtCloud: { accountId: 7, jobId: 11 },
      },
    },
    {
      webhook: {
        webhookConfigId: webhookConfigIds[1],
        webhookType: 'dbtCloud',
        dbtCloud: { accountId: 13, jobId: 17 },
      },
    },
  ],
};

/** An operation of a type, as a create takes it; under another name than its type with other contents. */
function operationOf(operatorType: Type, name: string = operatorType): JsonObject {
  return named(name, operatorType, name === operatorType ? 0 : 1);
}

function named(name: string, operatorType: Type, contents: 0 | 1): JsonObject {
  return {
    workspaceId: placeholders.workspace,
    name,
    operatorConfiguration: { operatorType, ...blocks[operatorType][contents] },
  };
}

/** The nth operation of a connection under its id, made into one of this type. */
function kept(index: number, operatorType: Type, name: string): JsonObject {
  return withId(index, operationOf(operatorType, name));
}

function withId(index: number, operation: JsonObject): JsonObject {
  return { ...operation, operationId: placeholders.operation(1, index) };
}

/** Names need not be unique: of the same type with other contents, of another type, and the same but for capitals. */
const sameNames = [
  named('same', 'webhook', 0),
  named('same', 'webhook', 1),
  named('same', 'normalization', 0),
  named('Same', 'dbt', 0),
  named('SAME', 'dbt', 1),
];

/** What a create or an update may have. */
export const operationLists: readonly (readonly JsonObject[])[] = [
  OperatorType.enum.map((type) => operationOf(type)),
  [named('second', 'webhook', 0), operationOf('webhook', 'second'), operationOf('normalization', 'first')],
  [],
];

/** With them a list is longer than a page. */
export const manyOperations = Array.from({ length: 24 }, (_, index) =>
  operationOf('normalization', `one of many ${index}`),
);

/** What updates of one connection send after each other: with and without the ids of what is there. */
export const operationWalk: readonly (readonly JsonObject[])[] = [
  ...OperatorType.enum.map((type) => [operationOf(type)]),
  OperatorType.enum.map((type) => operationOf(type)),
  // All kept, and one of them changed.
  OperatorType.enum.map((type, index) => kept(index, type, index === 1 ? 'renamed' : type)),
  // In another order, each with what it has.
  [kept(2, 'webhook', 'webhook'), kept(0, 'normalization', 'normalization'), kept(1, 'dbt', 'renamed')],
  // Another order, which is free, and other contents under the same ids.
  [kept(2, 'dbt', 'was third'), kept(0, 'webhook', 'was first')],
  [kept(0, 'dbt', 'was third'), operationOf('normalization', 'new beside a kept one')],
  [operationOf('dbt', 'twin'), operationOf('dbt', 'twin'), ...manyOperations],
  [],
  [operationOf('normalization', 'o'.repeat(256))],
  sameNames,
  // The other way round, among them one that is kept and takes the name of a new one.
  [withId(0, named('same', 'webhook', 1)), named('same', 'webhook', 0)],
  // Two that are kept change their contents, and then have the same name.
  OperatorType.enum.map((type) => operationOf(type)),
  [withId(0, named('dbt', 'webhook', 0)), withId(1, named('dbt', 'webhook', 1)), withId(2, named('dbt', 'dbt', 0))],
];
