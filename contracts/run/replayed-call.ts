/** The request that Pact's verifier sends, as a call to the target. */
import { defined } from '../../src/json/defined.ts';
import type { IncomingMessage } from 'node:http';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { Call } from '../../src/target/exchange.ts';

/** Pacts of this API carry `/api`, which the target's address ends in. */
const pactPrefix = '/api';

/** Set by each side of a connection for itself, or for a body that is decoded by now. */
export const ownHeaders: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'content-encoding',
  'keep-alive',
  'accept-encoding',
  'date',
]);

export function replayedCall({ url = '', method = 'GET', headers: given }: IncomingMessage, body: string): Call {
  const path = url.startsWith(`${pactPrefix}/`) ? url.slice(pactPrefix.length) : url;
  const headers = Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) =>
      value === undefined || ownHeaders.has(name) || isOfVerifier(name, value)
        ? []
        : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
  const operation = operationIds.find((id) => operations[id].path === path);
  if (operation === undefined || method !== 'POST')
    return {
      operation: 'transport',
      method,
      path,
      headers,
      ...(body === '' ? {} : { body: Buffer.from(body) }),
    };
  return { operation, headers, ...(body === '' ? {} : { bodyText: body, ...defined({ body: parsed(body) }) }) };
}

/** Pact's verifier names itself where a pact asks for nothing else; the run then names itself. */
function isOfVerifier(name: string, value: string | readonly string[]): boolean {
  return name === 'user-agent' && String(value).startsWith('pact');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
