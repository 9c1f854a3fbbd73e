/** Versions of connectors and their breaking changes, as release 2.0 shows them in lists. */
import type { JSONSchema } from 'json-schema-to-ts';

export const DeadlineAction = { type: 'string', enum: ['auto_upgrade', 'disable'] } as const satisfies JSONSchema;

export const ActorDefinitionBreakingChange = {
  type: 'object',
  required: ['version', 'upgradeDeadline', 'message', 'migrationDocumentationUrl'],
  properties: {
    version: { type: 'string' },
    message: { type: 'string' },
    upgradeDeadline: { type: 'string', format: 'date' },
    migrationDocumentationUrl: { type: 'string' },
    deadlineAction: DeadlineAction,
  },
} as const satisfies JSONSchema;

export const ActorDefinitionVersionBreakingChanges = {
  type: 'object',
  required: ['upcomingBreakingChanges', 'minUpgradeDeadline'],
  properties: {
    upcomingBreakingChanges: { type: 'array', items: ActorDefinitionBreakingChange },
    minUpgradeDeadline: { type: 'string', format: 'date' },
    deadlineAction: DeadlineAction,
  },
} as const satisfies JSONSchema;

export const SupportLevel = {
  type: 'string',
  enum: ['community', 'certified', 'archived', 'none'],
} as const satisfies JSONSchema;

export const SupportState = {
  type: 'string',
  enum: ['supported', 'unsupported', 'deprecated'],
} as const satisfies JSONSchema;

export const ISO8601DateTime = { type: 'string', format: 'date-time' } as const satisfies JSONSchema;

export const ConnectorIPCOptions = { type: 'object' } as const satisfies JSONSchema;

export const ActorDefinitionVersionRead = {
  type: 'object',
  required: [
    'dockerRepository',
    'dockerImageTag',
    'supportsRefreshes',
    'supportState',
    'isVersionOverrideApplied',
    'supportsFileTransfer',
    'supportsDataActivation',
  ],
  properties: {
    dockerRepository: { type: 'string' },
    dockerImageTag: { type: 'string' },
    supportsRefreshes: { type: 'boolean' },
    isVersionOverrideApplied: { type: 'boolean' },
    supportLevel: SupportLevel,
    supportState: SupportState,
    breakingChanges: ActorDefinitionVersionBreakingChanges,
    lastPublished: ISO8601DateTime,
    cdkVersion: { type: 'string' },
    supportsFileTransfer: { type: 'boolean' },
    supportsDataActivation: { type: 'boolean' },
    connectorIPCOptions: ConnectorIPCOptions,
  },
} as const satisfies JSONSchema;
