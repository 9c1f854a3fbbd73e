/** Operations of connections as the server of May 2023 writes them: one by one, before anything else is checked. */
import { randomUUID } from 'node:crypto';
import type { OperatorConfiguration } from '../../schemas/operation.ts';
import { isObject, listOf, objectOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import type { Store, StoredOperation } from '../../src/backend/store.ts';
import { databaseRefused, nullPointer, uncaught } from './java-errors.ts';

const dbtCloudRun = /^https:\/\/cloud\.getdbt\.com\/api\/v2\/accounts\/(\d+)\/jobs\/(\d+)\/run\/$/;

/** Creates and updates the operations of a list; answers their ids. Those that were written stay, whatever comes next. */
export function writeOperations(store: Store, operations: unknown, own: readonly string[]): readonly string[] {
  return listOf(operations).map((operation) => {
    const { operationId } = objectOf(operation);
    const known = typeof operationId === 'string' && own.includes(operationId) ? operationId : undefined;
    const written = operationOf(objectOf(operation), known, store);
    store.operations.set(written.operationId, written);
    checkReadable(written);
    return written.operationId;
  });
}

/** @throws {Refusal} 500 for a webhook that is no run of dbt Cloud. */
export function checkReadable({ operatorConfiguration: { webhook } }: StoredOperation): void {
  if (webhook === undefined) return;
  if (webhook.executionUrl === undefined) throw nullPointer('java.lang.CharSequence.length()');
  if (!dbtCloudRun.test(webhook.executionUrl)) throw uncaught(`No match found for ${webhook.executionUrl}`);
}

function operationOf(operation: JsonObject, known: string | undefined, store: Store): StoredOperation {
  const { name, operatorConfiguration } = operation;
  if (!isObject(operatorConfiguration)) throw nullPointer('OperatorConfiguration.getOperatorType()');
  const configuration = configurationOf(operatorConfiguration);
  // An update leaves the workspace alone.
  const workspaceId = known === undefined ? operation['workspaceId'] : store.operations.get(known)?.workspaceId;
  if (workspaceId === undefined) throw nullPointer('java.util.UUID.toString()');
  const insert = 'insert into "public"."operation" ("id", "workspace_id", "name") values (?, ?, ?)';
  if (typeof name !== 'string')
    throw databaseRefused(insert, 'null value in column "name" violates not-null constraint');
  if (name.length > 256) throw databaseRefused(insert, 'value too long for type character varying(256)');
  if (JSON.stringify(operation).includes('\\u0000'))
    throw databaseRefused(insert, 'invalid byte sequence for encoding "UTF8": 0x00');
  return {
    operationId: known ?? randomUUID(),
    workspaceId: textOf(workspaceId),
    name,
    operatorConfiguration: configuration,
  };
}

/** Only the block that `operatorType` names is read. */
function configurationOf(sent: JsonObject): OperatorConfiguration {
  const { operatorType } = sent;
  if (operatorType === undefined) throw nullPointer('OperatorType.ordinal()');
  const block = sent[textOf(operatorType)];
  if (!isObject(block)) throw nullPointer(`OperatorConfiguration.${textOf(operatorType)}`);
  return {
    operatorType,
    [textOf(operatorType)]: operatorType === 'webhook' ? webhookOf(block) : block,
  } as unknown as OperatorConfiguration; // not validated, on purpose
}

/** Address and body are derived from `dbtCloud`, and that from the address. */
function webhookOf(webhook: JsonObject): JsonObject {
  const { accountId, jobId } = objectOf(webhook['dbtCloud']);
  if (webhook['dbtCloud'] !== undefined) {
    if (accountId === undefined || jobId === undefined) throw nullPointer('java.lang.Integer.intValue()');
    return {
      ...webhook,
      executionUrl: `https://cloud.getdbt.com/api/v2/accounts/${Number(accountId)}/jobs/${Number(jobId)}/run/`,
      executionBody: '{"cause": "airbyte"}',
    };
  }
  const [, account, job] = dbtCloudRun.exec(textOf(webhook['executionUrl'])) ?? [];
  if (account === undefined) return webhook;
  return { ...webhook, webhookType: 'dbtCloud', dbtCloud: { accountId: Number(account), jobId: Number(job) } };
}
