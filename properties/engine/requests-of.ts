import type { Case, CaseStep } from '../model/case.ts';

/** Requests of a case; what it creates is removed again. */
export function requestsOf({ steps }: Case): number {
  return steps.length + steps.filter(creates).length;
}

/** Whether a step is expected to make a connection, or may do so. */
export function creates({ operation, intent }: CaseStep): boolean {
  return operation === 'webBackendCreateConnection' && intent.kind !== 'invalid';
}
