/** Rules of what a connection refers to: operations, sources, workspaces. */
import { placeholders } from '../arbitraries/generation-context.ts';
import type { SemanticRule } from './semantic-rule.ts';

/** Of the operations of a connection. */
export const operationRules: readonly SemanticRule[] = [
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

/** Needs a second workspace. */
export const workspaceRules: readonly SemanticRule[] = [
  [
    'foreign-workspace',
    '/destinationId',
    'a destination of another workspace',
    { destinationId: placeholders.foreignDestination },
  ],
  ['foreign-workspace', '/sourceId', 'a source of another workspace', { sourceId: placeholders.foreignSource }],
  [
    'foreign-workspace',
    '/sourceCatalogId',
    'a catalog of another workspace',
    { sourceCatalogId: placeholders.foreignCatalog },
  ],
  [
    'foreign-workspace',
    '/operations/0/workspaceId',
    'an operation of another workspace',
    {
      operations: [
        {
          workspaceId: placeholders.foreignWorkspace,
          name: 'Airlock',
          operatorConfiguration: { operatorType: 'normalization', normalization: { option: 'basic' } },
        },
      ],
    },
    { trap: 'refused-operations' },
  ],
];
