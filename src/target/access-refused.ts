/** Recognises answers that refuse the whole run: 401, 429 after all retries, a redirect to a sign-in page. */
import { baseOf } from '../client/address.ts';
import { TargetLostError } from './errors.ts';
import type { Answer, Failure } from './exchange.ts';

/**
 * The error that ends a run in the middle. The credentials worked at its start, and the wire has waited as
 * `Retry-After` asked. `what` names the request.
 */
export function accessRefused(outcome: Answer | Failure, what: string): TargetLostError | undefined {
  if (outcome.kind === 'failure') return undefined;
  if (outcome.status === 401)
    return new TargetLostError(
      `The target refuses the credentials now: ${what} was answered with 401; check that they have not expired`,
    );
  if (outcome.status === 429)
    return new TargetLostError(
      `The target keeps answering 429, ${what} at last; try again later, or with --rate-limit and a smaller --max-in-flight`,
    );
  const page = what === 'transport' ? undefined : pageBehind(outcome);
  return page === undefined
    ? undefined
    : new TargetLostError(
        `The target sends ${what} to ${page} now, which is no address of this API; check that the sign-in has not expired`,
      );
}

/**
 * Where an operation is redirected to, without the query. Raw requests do not count: they may be redirected for other reasons.
 */
function pageBehind({ status, headers }: Answer): string | undefined {
  const location = headers['location'];
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, 'http://target'))
    return undefined;
  const { href, origin, pathname } = new URL(location, 'http://target');
  return baseOf(href) === undefined ? `${origin === 'http://target' ? '' : origin}${pathname}` : undefined;
}
