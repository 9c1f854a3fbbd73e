import type { RawCall } from './exchange.ts';

/** Beside create and update, the one path that a run may write to: what no update can deprecate goes away by it. */
export const removalPath = '/v1/connections/delete';

/** Deletes a connection for good; released servers take off its operations as well. */
export function removalOf(connectionId: string): RawCall {
  return {
    operation: 'transport',
    method: 'POST',
    path: removalPath,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from(JSON.stringify({ connectionId })),
  };
}
