/** Operations of release 2.0: webhooks only have a body. */
import type { JSONSchema } from 'json-schema-to-ts';
import { OperationId, WorkspaceId } from '../identifiers.ts';
import { OperatorType } from '../operation.ts';

export const OperatorWebhook = {
  type: 'object',
  properties: {
    webhookConfigId: { type: 'string', format: 'uuid' },
    webhookType: { type: 'string', enum: ['dbtCloud'] },
    dbtCloud: {
      type: 'object',
      required: ['accountId', 'jobId'],
      properties: { accountId: { type: 'integer', format: 'int64' }, jobId: { type: 'integer', format: 'int64' } },
    },
    executionUrl: { type: 'string' },
    executionBody: { type: 'string' },
  },
} as const satisfies JSONSchema;

export const OperatorConfiguration = {
  type: 'object',
  required: ['operatorType'],
  properties: { operatorType: OperatorType, webhook: OperatorWebhook },
} as const satisfies JSONSchema;

export const OperationCreate = {
  type: 'object',
  required: ['name', 'operatorConfiguration', 'workspaceId'],
  properties: { workspaceId: WorkspaceId, name: { type: 'string' }, operatorConfiguration: OperatorConfiguration },
} as const satisfies JSONSchema;

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
