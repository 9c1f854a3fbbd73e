import { creates } from '../model/case.ts';
import type { Case } from '../model/case.ts';

/** Requests of a case; what it creates is removed again. */
export function requestsOf({ steps }: Pick<Case, 'steps'>): number {
  return steps.length + steps.filter(creates).length;
}

/** Connections that a case makes at most. */
export function connectionsOf({ steps }: Case): number {
  return steps.filter(creates).length;
}
