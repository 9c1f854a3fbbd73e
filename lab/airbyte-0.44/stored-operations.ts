/** Operations of connections as the server of May 2023 writes them: one by one, before anything else is checked. */
import { randomUUID } from 'node:crypto';
import type { OperatorConfiguration } from '../../schemas/operation.ts';
import { isObject, listOf, objectOf, textOf } from '../json-access.ts';
import type { JsonObject } from '../json-access.ts';
import type { Store, StoredOperation } from '../../src/backend/store.ts';
import { checkRow, missingValue, operationTable } from './database.ts';
import type { Write } from './database.ts';
import { illegalArgument, nullPointer, uncaught } from './java-errors.ts';
import { asText } from './jsonb.ts';

const dbtCloudRun = /^https:\/\/cloud\.getdbt\.com\/api\/v2\/accounts\/(\d+)\/jobs\/(\d+)\/run\/$/;
const model = 'io.airbyte.api.model.generated';

/** Creates and updates the operations of a list; answers their ids. Those that were written stay, whatever comes next. */
export function writeOperations(store: Store, operations: unknown, own: readonly string[]): readonly string[] {
  return listOf(operations).map((operation) => {
    const { operationId } = objectOf(operation);
    const known = typeof operationId === 'string' && own.includes(operationId) ? operationId : undefined;
    const written = operationOf(objectOf(operation), known, store);
    store.operations.set(written.operationId, written);
    const read = readOperation(written);
    store.operations.set(written.operationId, read);
    return written.operationId;
  });
}

/** The operation as it is shown: what dbt Cloud runs is read off the address. @throws {Refusal} 500 for another address. */
export function readOperation(operation: StoredOperation): StoredOperation {
  const { webhook } = operation.operatorConfiguration;
  if (webhook === undefined) return operation;
  const { executionUrl, webhookConfigId } = webhook;
  if (executionUrl === undefined)
    throw nullPointer('Cannot invoke "java.lang.CharSequence.length()" because "this.text" is null');
  const [, account, job] = dbtCloudRun.exec(executionUrl) ?? [];
  if (account === undefined || job === undefined) throw illegalArgument('Unexpected webhook operator config');
  return {
    ...operation,
    operatorConfiguration: {
      operatorType: 'webhook',
      webhook: {
        ...(webhookConfigId === undefined ? {} : { webhookConfigId }),
        webhookType: 'dbtCloud',
        dbtCloud: { accountId: integerIn(account), jobId: integerIn(job) },
        executionUrl,
        executionBody: '{"cause": "airbyte"}',
      },
    },
  };
}

function integerIn(digits: string): number {
  if (Number(digits) >= 2 ** 31) throw uncaught('java.lang.NumberFormatException', `For input string: "${digits}"`);
  return Number(digits);
}

function operationOf(operation: JsonObject, known: string | undefined, store: Store): StoredOperation {
  const { name, operatorConfiguration } = operation;
  const write: Write = known === undefined ? 'insert' : 'update';
  const request = known === undefined ? 'OperationCreate' : 'OperationUpdate';
  if (!isObject(operatorConfiguration))
    throw nullPointer(
      `Cannot invoke "${model}.OperatorConfiguration.getOperatorType()" because the return value of "${model}.${request}.getOperatorConfiguration()" is null`,
    );
  const configuration = configurationOf(operatorConfiguration);
  // An update leaves the workspace alone.
  const workspaceId = known === undefined ? operation['workspaceId'] : store.operations.get(known)?.workspaceId;
  const operationId = known ?? randomUUID();
  const { operatorType, ...blocks } = configuration;
  const row = [operationId, workspaceId, name, operatorType, blocks.normalization, blocks.dbt, blocks.webhook];
  if (workspaceId === undefined) throw missingValue(write, operationTable, 'workspace_id', row);
  if (typeof name !== 'string') throw missingValue(write, operationTable, 'name', row);
  checkRow(write, operationTable, {
    name,
    operator_normalization: blocks.normalization,
    operator_dbt: blocks.dbt,
    operator_webhook: blocks.webhook,
  });
  return { operationId, workspaceId: textOf(workspaceId), name: asText(name), operatorConfiguration: configuration };
}

/** Only the block that `operatorType` names is read. */
function configurationOf(sent: JsonObject): OperatorConfiguration {
  const { operatorType } = sent;
  if (operatorType === undefined)
    throw nullPointer(`Cannot invoke "${model}.OperatorType.ordinal()" because the return value is null`);
  const block = sent[textOf(operatorType)];
  if (!isObject(block)) throw illegalArgument(null);
  return {
    operatorType,
    [textOf(operatorType)]: operatorType === 'webhook' ? webhookOf(block) : block,
  } as unknown as OperatorConfiguration; // not validated, on purpose
}

/** With a type the address is derived from `dbtCloud`, which may lack its numbers; the old form brings its own address. */
function webhookOf({ webhookConfigId, webhookType, dbtCloud, executionUrl, executionBody }: JsonObject): JsonObject {
  const config = webhookConfigId === undefined ? {} : { webhookConfigId };
  if (webhookType === undefined)
    return {
      ...config,
      ...(executionUrl === undefined ? {} : { executionUrl }),
      ...(executionBody === undefined ? {} : { executionBody }),
    };
  if (!isObject(dbtCloud))
    throw nullPointer(
      `Cannot invoke "${model}.OperatorWebhookDbtCloud.getAccountId()" because "dbtCloudConfig" is null`,
    );
  // An id that is missing is written as null.
  const [account, job] = [dbtCloud['accountId'], dbtCloud['jobId']].map((id) => JSON.stringify(id ?? null));
  return {
    ...config,
    executionUrl: `https://cloud.getdbt.com/api/v2/accounts/${account}/jobs/${job}/run/`,
    executionBody: '{"cause": "airbyte"}',
  };
}
