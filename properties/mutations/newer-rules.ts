/** Rules about members that requests have since 2024 or later: broken only where the release declares the member. */
import type { JSONSchema } from 'json-schema-to-ts';
import { placeholders } from '../arbitraries/generation-context.ts';
import type { SemanticRule } from './semantic-rule.ts';

/** Keyword of rules that only ask for an honest answer: refused, or stored as it was sent. */
export const unknownReference = 'unknown-reference';

const unknownTag = {
  tagId: placeholders.unknown,
  workspaceId: placeholders.workspace,
  name: 'airlock',
  color: '75DCFF',
};

const writeRules: readonly SemanticRule[] = [
  [unknownReference, '/tags', 'an unknown tag', { tags: [unknownTag] }, { lenient: true }],
  [
    unknownReference,
    '/dataplaneGroupId',
    'an unknown dataplane group',
    { dataplaneGroupId: placeholders.unknown },
    { lenient: true },
  ],
  [
    'unknown-id',
    '/destinationCatalogId',
    'an unknown catalog of the destination',
    { destinationCatalogId: placeholders.unknown },
    { lenient: true },
  ],
];

const createRules: readonly SemanticRule[] = [['null', '/tags', 'null for tags', { tags: null }, { lenient: true }]];

const listRules: readonly SemanticRule[] = [
  ['page', '/pageSize', 'a negative page size', { pageSize: -1 }, { lenient: true }],
  ['page', '/cursor', 'an unknown cursor', { cursor: placeholders.unknown }, { lenient: true }],
];

const rulesOf: Readonly<Record<string, readonly SemanticRule[]>> = {
  webBackendCreateConnection: [...createRules, ...writeRules],
  webBackendUpdateConnection: writeRules,
  webBackendListConnectionsForWorkspace: listRules,
};

/** Those about members that this request has. */
export function newerRules(operation: string, request: JSONSchema | undefined): readonly SemanticRule[] {
  const declared = typeof request === 'object' ? (request.properties ?? {}) : {};
  return (rulesOf[operation] ?? []).filter(([, pointer]) => Object.hasOwn(declared, pointer.slice(1)));
}
