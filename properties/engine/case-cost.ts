/** What cases cost: time, foretold from what answers cost so far, requests and connections. */
import type { Tempo } from '../../src/target/tempo.ts';
import { creates } from '../model/case.ts';
import type { Case } from '../model/case.ts';

/** In ms, steps one after the other and what was created removed again; `undefined` before the first answer. */
export function caseCost({ steps }: Case, tempo: Pick<Tempo, 'latencyMs'>): number | undefined {
  let sum = 0;
  const groups = new Map<number, number>();
  for (const { operation, group } of steps) {
    const latency = tempo.latencyMs(operation);
    if (latency === undefined) return undefined;
    // Steps of a group are sent together: the slowest counts.
    if (group === undefined) sum += latency;
    else groups.set(group, Math.max(groups.get(group) ?? 0, latency));
    if (operation === 'webBackendCreateConnection') sum += removalMs(tempo);
  }
  return [...groups.values()].reduce((total, latency) => total + latency, sum);
}

/** Connections are removed four at a time. */
function removalMs(tempo: Pick<Tempo, 'latencyMs'>): number {
  return (tempo.latencyMs('webBackendUpdateConnection') ?? 0) / 4;
}

/** Requests of a case; what it creates is removed again. */
export function requestsOf({ steps }: Pick<Case, 'steps'>): number {
  return steps.length + steps.filter(creates).length;
}

/** Connections that a case makes at most. */
export function connectionsOf({ steps }: Case): number {
  return steps.filter(creates).length;
}
