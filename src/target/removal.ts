import type { Exchange, RawCall } from './exchange.ts';
import { operationRemovalPath, removalPath } from './removal-paths.ts';
import { outcomeOf } from './sweeper.ts';
import type { Removers } from './take-away.ts';

/** Deprecates a connection for good; released servers take off its operations as well. */
function removalOf(connectionId: string): RawCall {
  return postOf(removalPath, { connectionId });
}

/** Deletes an operation: a connection whose operation cannot be read is readable again (0.44.5, 2.0.0). */
function operationRemovalOf(operationId: string): RawCall {
  return postOf(operationRemovalPath, { operationId });
}

function postOf(path: string, body: object): RawCall {
  return {
    operation: 'transport',
    method: 'POST',
    path,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify(body)),
  };
}

/** The two ways to take away for good, over whatever sends. */
export function removersOver(send: (call: RawCall) => Promise<Exchange>): Removers {
  return {
    connection: (id) => outcomeOf(() => send(removalOf(id))),
    operation: (id) => outcomeOf(() => send(operationRemovalOf(id))),
  };
}
