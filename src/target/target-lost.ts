/** When a run gives up its target. */
import type { Http } from '../client/http.ts';
import { TargetLostError } from './errors.ts';
import type { Answer, Failure } from './exchange.ts';
import { unreachable } from './fixtures.ts';
import { longestRetryAfterMs } from './retry-after.ts';

/** Asks for the health of a server that stopped answering. @throws {TargetLostError} when that gets no answer either. */
export async function refuseIfLost(base: URL, prefix: string, http: Http, last: Answer | Failure): Promise<void> {
  const health = await http.send({
    method: 'GET',
    origin: base.origin,
    path: `${prefix}/v1/health`,
    headers: { accept: 'application/json' },
  });
  if (health.kind === 'answer') return;
  const failure = last.kind === 'failure' ? last : health;
  throw new TargetLostError(
    `The target stopped answering: ${unreachable(base.href, failure).message}; its health check fails as well`,
    failure,
  );
}

/** The error for a `Retry-After` that is too long to wait. */
export function retryAfterTooLong(url: string, { status, headers }: Answer): TargetLostError {
  return new TargetLostError(
    `Cannot go on with ${url}: it answered ${status} and asks to wait until "${headers['retry-after'] ?? ''}" (Retry-After), longer than ${longestRetryAfterMs / 1000} s; try again later, or with a lower --rate-limit`,
  );
}
