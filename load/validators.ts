/**
 * Response contracts for the sampled answers. The bundler puts validators here that were compiled ahead from the same schemas; a script that
 * runs without the bundler checks only that the body is a list or a connection.
 */
import { jsonOf } from './json-of.ts';

declare const AIRLOCK_VALIDATORS: Readonly<Record<'list' | 'get', (value: unknown) => boolean>> | undefined;

/** `foreign` is an answer that is neither a list nor a connection. */
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
