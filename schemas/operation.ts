/** Work done after a sync. `operatorType` names the block that must be present. */
import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import { OperationId, WorkspaceId } from './identifiers.ts';

export const OperatorType = { type: 'string', enum: ['normalization', 'dbt', 'webhook'] } as const satisfies JSONSchema;
export type OperatorType = FromSchema<typeof OperatorType>;

export const OperatorNormalization = {
  type: 'object',
  properties: {
    option: { type: 'string', enum: ['basic'] },
  },
} as const satisfies JSONSchema;
export type OperatorNormalization = FromSchema<typeof OperatorNormalization>;

export const OperatorDbt = {
  type: 'object',
  required: ['gitRepoUrl'],
  properties: {
    gitRepoUrl: { type: 'string' },
    gitRepoBranch: { type: 'string' },
    dockerImage: { type: 'string' },
    dbtArguments: { type: 'string' },
  },
} as const satisfies JSONSchema;
export type OperatorDbt = FromSchema<typeof OperatorDbt>;

export const OperatorWebhook = {
  type: 'object',
  properties: {
    webhookConfigId: { type: 'string', format: 'uuid' },
    webhookType: { type: 'string', enum: ['dbtCloud'] },
    dbtCloud: {
      type: 'object',
      required: ['accountId', 'jobId'],
      properties: {
        accountId: { type: 'integer' },
        jobId: { type: 'integer' },
      },
    },
    executionUrl: { type: 'string' },
    executionBody: { type: 'string' },
  },
} as const satisfies JSONSchema;
export type OperatorWebhook = FromSchema<typeof OperatorWebhook>;

export const OperatorConfiguration = {
  type: 'object',
  required: ['operatorType'],
  properties: {
    operatorType: OperatorType,
    normalization: OperatorNormalization,
    dbt: OperatorDbt,
    webhook: OperatorWebhook,
  },
} as const satisfies JSONSchema;
export type OperatorConfiguration = FromSchema<typeof OperatorConfiguration>;

export const OperationCreate = {
  type: 'object',
  required: ['name', 'operatorConfiguration', 'workspaceId'],
  properties: {
    workspaceId: WorkspaceId,
    name: { type: 'string' },
    operatorConfiguration: OperatorConfiguration,
  },
} as const satisfies JSONSchema;
export type OperationCreate = FromSchema<typeof OperationCreate>;

export const OperationRead = {
  type: 'object',
  required: ['operationId', 'name', 'operatorConfiguration', 'workspaceId'],
  properties: {
    workspaceId: WorkspaceId,
    operationId: OperationId,
    name: { type: 'string' },
    operatorConfiguration: OperatorConfiguration,
  },
} as const satisfies JSONSchema;
export type OperationRead = FromSchema<typeof OperationRead>;

export const WebBackendOperationCreateOrUpdate = {
  type: 'object',
  required: ['name', 'operatorConfiguration', 'workspaceId'],
  properties: {
    operationId: OperationId,
    workspaceId: WorkspaceId,
    name: { type: 'string' },
    operatorConfiguration: OperatorConfiguration,
  },
} as const satisfies JSONSchema;
export type WebBackendOperationCreateOrUpdate = FromSchema<typeof WebBackendOperationCreateOrUpdate>;
