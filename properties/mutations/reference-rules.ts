/** Rules of what a connection refers to: operations, sources, workspaces. */
import { listAt } from '../../src/json/json.ts';
import type { JsonObject } from '../../src/json/json.ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import type { SemanticRule } from './semantic-rule.ts';

/** Of the operations in a create. */
export const operationRulesOnCreate: readonly SemanticRule[] = [
  [
    'operation',
    '/operations/0/operatorConfiguration/dbt',
    'an operation without the block that its type names',
    {
      operations: [
        { workspaceId: placeholders.workspace, name: 'Airlock', operatorConfiguration: { operatorType: 'dbt' } },
      ],
    },
  ],
];

/** Of the operations in an update. */
export const operationRulesOnUpdate: readonly SemanticRule[] = [
  ...operationRulesOnCreate,
  [
    'foreign-workspace',
    '/operations/0/workspaceId',
    'an operation of an unknown workspace',
    { operations: [operationIn(placeholders.unknown)] },
  ] as const,
].map(afterChanged);

/** Of the ids in a create. */
export const idRulesOnCreate: readonly SemanticRule[] = [
  ['unknown-id', '/sourceId', 'an unknown source', { sourceId: placeholders.unknown }],
  ['unknown-id', '/destinationId', 'an unknown destination', { destinationId: placeholders.unknown }],
  ['unknown-id', '/sourceId', 'a destination as source', { sourceId: placeholders.destination }],
  ['unknown-id', '/sourceCatalogId', 'an unknown catalog', { sourceCatalogId: placeholders.unknown }],
];

/** Of the ids in an update. */
export const idRulesOnUpdate: readonly SemanticRule[] = [
  ['unknown-id', '/sourceCatalogId', 'an unknown catalog', { sourceCatalogId: placeholders.unknown }],
];

/** The same of a create and an update. */
const foreignCatalogRule: SemanticRule = [
  'foreign-workspace',
  '/sourceCatalogId',
  'a catalog of another workspace',
  { sourceCatalogId: placeholders.foreignCatalog },
];

const foreignOperationRule: SemanticRule = [
  'foreign-workspace',
  '/operations/0/workspaceId',
  'an operation of another workspace',
  { operations: [operationIn(placeholders.foreignWorkspace)] },
  { trap: 'refused-operations' },
];

/** Of a create; needs a second workspace. */
export const workspaceRulesOnCreate: readonly SemanticRule[] = [
  [
    'foreign-workspace',
    '/destinationId',
    'a destination of another workspace',
    { destinationId: placeholders.foreignDestination },
  ],
  ['foreign-workspace', '/sourceId', 'a source of another workspace', { sourceId: placeholders.foreignSource }],
  foreignCatalogRule,
  foreignOperationRule,
];

/** Of an update; needs a second workspace. */
export const workspaceRulesOnUpdate: readonly SemanticRule[] = [foreignCatalogRule, afterChanged(foreignOperationRule)];

/** Servers that store one operation after the other have stored the first when they refuse the second. */
function afterChanged([keyword, pointer, description, members]: SemanticRule): SemanticRule {
  const changed = {
    ...operationIn(placeholders.workspace),
    operationId: placeholders.operation(1, 0),
    name: 'Changed',
  };
  return [
    keyword,
    pointer.replace('/operations/0/', '/operations/1/'),
    description,
    { operations: [changed, ...listAt(members, 'operations')] },
    { trap: 'refused-operations' },
  ];
}

function operationIn(workspaceId: string): JsonObject {
  return {
    workspaceId,
    name: 'Airlock',
    operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
  };
}
