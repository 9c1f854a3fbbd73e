/** Values of members that requests have since 2024 or later, which some servers take and others refuse: sent only where the release declares the member. */
import type { JSONSchema } from 'json-schema-to-ts';
import { placeholders } from '../../arbitraries/generation-context.ts';
import type { SemanticRule } from '../semantic-rule.ts';

const unknownTag = {
  tagId: placeholders.unknown,
  workspaceId: placeholders.workspace,
  name: 'airlock',
  color: '75DCFF',
};

const writeRules: readonly SemanticRule[] = [
  ['unknown-reference', '/tags', 'an unknown tag', { tags: [unknownTag] }],
  ['unknown-reference', '/dataplaneGroupId', 'an unknown dataplane group', { dataplaneGroupId: placeholders.unknown }],
  [
    'unknown-id',
    '/destinationCatalogId',
    'an unknown catalog of the destination',
    { destinationCatalogId: placeholders.unknown },
  ],
];

const createRules: readonly SemanticRule[] = [['null', '/tags', 'null for tags', { tags: null }]];

const listRules: readonly SemanticRule[] = [
  ['page', '/pageSize', 'a negative page size', { pageSize: -1 }],
  ['page', '/cursor', 'an unknown cursor', { cursor: placeholders.unknown }],
];

const rulesOf: Readonly<Record<string, readonly SemanticRule[]>> = {
  webBackendCreateConnection: [...createRules, ...writeRules],
  webBackendUpdateConnection: writeRules,
  webBackendListConnectionsForWorkspace: listRules,
};

/** Those about members that this request has. */
export function newerMembers(operation: string, request: JSONSchema | undefined): readonly SemanticRule[] {
  const declared = typeof request === 'object' ? (request.properties ?? {}) : {};
  return (rulesOf[operation] ?? []).filter(([, pointer]) => Object.hasOwn(declared, pointer.slice(1)));
}
