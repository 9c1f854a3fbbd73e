/** Operations of connections: written one by one, before anything else of the request is checked. */
import { randomUUID } from 'node:crypto';
import { defined } from '../../src/json/defined.ts';
import { isObject, listOf, objectOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import { databaseRefused, hidden } from './errors.ts';
import { asStored, hasNul, isTooLong } from './stored-text.ts';
import type { ConnectionRow, OperationRow, Tables, WebhookRow } from './tables.ts';

const run = /^https:\/\/cloud\.getdbt\.com\/api\/v2\/accounts\/(\d+)\/jobs\/(\d+)\/run\/$/;

/** Writes the operations and answers their ids. Those that were written stay, whatever comes next. @throws {Failure} */
export function writeOperations(tables: Tables, operations: unknown, own: readonly string[]): readonly string[] {
  return listOf(operations).map((operation) => {
    const { operationId } = objectOf(operation);
    const id = typeof operationId === 'string' && own.includes(operationId) ? operationId : undefined;
    const row = rowOf(objectOf(operation), id === undefined ? undefined : tables.operations.get(id));
    tables.operations.set(row.operationId, row);
    // Building the answer fails; what was written is not taken back.
    operationRead(row);
    return row.operationId;
  });
}

/** Takes operations off a connection. One that cannot be read goes, but its place stays. @throws {Failure} */
export function removeOperations(tables: Tables, connection: ConnectionRow, ids: readonly string[]): void {
  for (const id of ids) {
    const row = tables.operations.get(id);
    tables.operations.delete(id);
    if (row === undefined || !isReadable(row)) throw hidden(500);
    const current = tables.connections.get(connection.connectionId) ?? connection;
    tables.connections.set(connection.connectionId, {
      ...current,
      operationIds: current.operationIds.filter((other) => other !== id),
    });
  }
}

/** @throws {Failure} 500 for a webhook that is no run of dbt Cloud. */
export function operationRead({ operationId, workspaceId, name, operatorType, webhook }: OperationRow): JsonObject {
  if (webhook === undefined) return { workspaceId, operationId, name, operatorConfiguration: { operatorType } };
  const [, accountId, jobId] = run.exec(webhook.executionUrl) ?? [];
  if (accountId === undefined || jobId === undefined) throw hidden(500);
  return {
    workspaceId,
    operationId,
    name,
    operatorConfiguration: {
      operatorType,
      webhook: {
        ...defined({ webhookConfigId: webhook.webhookConfigId }),
        webhookType: 'dbtCloud',
        dbtCloud: { accountId: BigInt(accountId), jobId: BigInt(jobId) },
        executionUrl: webhook.executionUrl,
        executionBody: '{"cause": "airbyte"}',
      },
    },
  };
}

function isReadable({ webhook }: OperationRow): boolean {
  return webhook === undefined || run.test(webhook.executionUrl);
}

function rowOf(operation: JsonObject, old: OperationRow | undefined): OperationRow {
  const { name, operatorConfiguration } = operation;
  if (!isObject(operatorConfiguration)) throw hidden(500);
  const { operatorType, webhook } = operatorConfiguration;
  if (typeof operatorType !== 'string') throw hidden(500);
  const block = operatorType === 'webhook' ? webhookRow(webhook) : undefined;
  // An update leaves the workspace alone.
  const workspaceId = old?.workspaceId ?? operation['workspaceId'];
  if (typeof workspaceId !== 'string') throw hidden(500);
  if (typeof name !== 'string' || isTooLong(name) || hasNul(operation)) throw databaseRefused();
  return {
    operationId: old?.operationId ?? randomUUID(),
    workspaceId,
    name: String(asStored(name)),
    operatorType,
    ...defined({ webhook: block }),
  };
}

/** With a type the address is made from the ids, whatever they are; without one it is what was sent. */
function webhookRow(webhook: unknown): WebhookRow {
  if (!isObject(webhook)) throw hidden(500);
  const { webhookConfigId, webhookType, dbtCloud, executionUrl } = webhook;
  const config = defined({ webhookConfigId: typeof webhookConfigId === 'string' ? webhookConfigId : undefined });
  if (webhookType === undefined) return { ...config, executionUrl: String(executionUrl) };
  if (!isObject(dbtCloud)) throw hidden(500);
  const { accountId, jobId } = dbtCloud;
  return {
    ...config,
    executionUrl: `https://cloud.getdbt.com/api/v2/accounts/${String(accountId)}/jobs/${String(jobId)}/run/`,
  };
}
