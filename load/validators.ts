/**
 * Response contracts for the sampled answers. The bundler puts validators here that were compiled ahead from the same schemas; a script that
 * is run unbundled checks only that the body is JSON.
 */
declare const AIRLOCK_VALIDATORS: Readonly<Record<'list' | 'get', (value: unknown) => boolean>> | undefined;

/** 0 for a body that satisfies its schema, 1 for one that does not. */
export function violationsOf(operation: 'list' | 'get', body: string): number {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof AIRLOCK_VALIDATORS === 'undefined') return 0;
    return AIRLOCK_VALIDATORS[operation](value) ? 0 : 1;
  } catch {
    return 1;
  }
}
