/**
 * Response contracts for the sampled answers. The bundler puts validators here that were compiled ahead from the same schemas; a script that
 * is run unbundled checks only that the body is what was asked for at all.
 */
import { jsonOf } from './json-of.ts';

declare const AIRLOCK_VALIDATORS: Readonly<Record<'list' | 'get', (value: unknown) => boolean>> | undefined;

/** `foreign` is an answer that is no list, or no connection, at all. */
export function verdictOn(operation: 'list' | 'get', body: string): 'as described' | 'violation' | 'foreign' {
  const value = jsonOf(body);
  if (
    typeof value !== 'object' ||
    value === null ||
    !((operation === 'list' ? 'connections' : 'connectionId') in value)
  )
    return 'foreign';
  return typeof AIRLOCK_VALIDATORS === 'undefined' || AIRLOCK_VALIDATORS[operation](value)
    ? 'as described'
    : 'violation';
}
