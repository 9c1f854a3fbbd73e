/** Sends one step of a case. */
import { defined } from '../../src/json/defined.ts';
import { isObject, member } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import { accessRefused } from '../../src/target/access-refused.ts';
import { ConnectionsSpentError, ConsentError } from '../../src/target/errors.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Exchange, OperationCall, RawCall } from '../../src/target/exchange.ts';
import { selectsNamelessStream } from '../../src/target/nameless-stream.ts';
import type { CaseStep, OperationStep, RawStep } from '../model/case.ts';
import type { RunContext } from './run-context.ts';

/** `undefined` for a step that cannot be sent: it has no connection to be about, or the run has no consent for it, or no connection left to make. */
export async function sendStep(step: CaseStep, body: unknown, context: RunContext): Promise<Exchange | undefined> {
  const { target, signal } = context;
  const call = step.raw === undefined ? operationCallOf(step, body, context) : rawCallOf(step);
  if (call === undefined) return undefined;
  if (step.as !== undefined && target.askers?.includes(step.as) !== true) return undefined;
  const { refreshes } = context;
  const isRefresh = member(body, 'withRefreshedCatalog') === true;
  if (isRefresh) {
    refreshes.begun += 1;
    refreshes.underway += 1;
  }
  try {
    const exchange = await target.send(call, defined({ signal, timeoutMs: step.patienceMs, as: step.as }));
    context.exchanged?.(step, exchange);
    if (!isAnswer(exchange.outcome)) return exchange;
    const { status } = exchange.outcome;
    // The waiting that it asked for was cut short.
    if ((status === 429 || status === 503) && signal.aborted) return undefined;
    // That a stranger is refused says nothing of the run.
    if (step.as !== undefined) return exchange;
    const refused = accessRefused(exchange.outcome, step.operation);
    if (refused !== undefined) throw refused;
    return exchange;
  } catch (error) {
    if (error instanceof ConnectionsSpentError) return undefined;
    if (!(error instanceof ConsentError)) throw error;
    if (!error.isPermittable) context.refused?.(error.message);
    return undefined;
  } finally {
    if (isRefresh) refreshes.underway -= 1;
  }
}

function rawCallOf({ operation, raw: { method, path, headers, bodyBase64 } }: RawStep): RawCall {
  return {
    operation,
    method,
    path,
    headers,
    ...(bodyBase64 === undefined ? {} : { body: Buffer.from(bodyBase64, 'base64') }),
  };
}

/** `undefined` when the connection of a step does not exist: its create was refused, or the workspace has none. */
function operationCallOf(step: OperationStep, body: unknown, context: RunContext): OperationCall | undefined {
  const needsConnection = step.handle !== undefined && step.operation !== operations.webBackendCreateConnection.id;
  if (body === undefined && (needsConnection || step.body !== undefined)) return undefined;
  const call: OperationCall = { operation: step.operation, ...defined({ body }) };
  noteSideEffects(call, context);
  return call;
}

/**
 * Notes flags that a server of 2023 switches for every connection, and bodies that break its lists (T5 and T1). This
 * runs before the request is sent, because another case may see the effect before the answer arrives.
 */
function noteSideEffects({ operation, body }: OperationCall, { sideEffects }: RunContext): void {
  if (!operations[operation].writes || !isObject(body)) return;
  const noted = (kind: string): unknown => sideEffects.has(kind) || sideEffects.set(kind, { operation, request: body });
  for (const flag of ['notifySchemaChanges', 'notifySchemaChangesByEmail']) if (body[flag] !== undefined) noted(flag);
  if (selectsNamelessStream(body)) noted('nameless stream');
}
