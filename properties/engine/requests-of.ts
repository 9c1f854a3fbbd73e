import type { Case } from '../model/case.ts';

/** Requests of a case at most; what it creates is removed again. */
export function requestsOf({ steps }: Case): number {
  const creates = steps.filter(({ operation }) => operation === 'webBackendCreateConnection').length;
  return steps.length + creates;
}
