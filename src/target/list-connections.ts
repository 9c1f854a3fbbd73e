/** The connections of a workspace, all pages of them. */
import type { OperationId } from '../../schemas/operations.ts';
import type { Answer, Failure } from './exchange.ts';
import { member } from '../json/json.ts';

/** Sends one operation and resolves for every outcome. */
export type Ask = (operation: OperationId, body: unknown) => Promise<Answer | Failure>;

export type ListedConnection = Readonly<Record<string, unknown>>;

/** Stops at a server whose list never ends. */
const maxPages = 500;

/**
 * Servers since July 2025 show 20 connections at a time and say so by `page_size` and `num_connections`; a page goes on after the
 * connection that `cursor` names. Older ones show all and ignore the member.
 * @returns the last outcome where it is not a 200 with JSON: then nothing is known about the list.
 */
export async function listConnections(
  ask: Ask,
  workspaceId: string,
): Promise<{ readonly connections: readonly ListedConnection[]; readonly outcome: Answer | Failure }> {
  const found = new Map<unknown, ListedConnection>();
  let outcome = await ask('webBackendListConnectionsForWorkspace', { workspaceId });
  for (let page = 1; isList(outcome); page += 1) {
    const body = outcome.json.ok ? outcome.json.value : undefined;
    const items = connectionsIn(body);
    const known = found.size;
    for (const item of items) found.set(item['connectionId'], item);
    const cursor = items.at(-1)?.['connectionId'];
    const isLast = !isPage(body, { found: found.size, shown: items.length }) || found.size === known;
    if (isLast || cursor === undefined || page === maxPages) break;
    outcome = await ask('webBackendListConnectionsForWorkspace', { workspaceId, cursor });
  }
  return { connections: isList(outcome) ? [...found.values()] : [], outcome };
}

/** Requests that a list of so many connections takes at most: pages hold twenty. */
export function listCost(connections: number): number {
  return Math.max(1, Math.ceil(connections / 20));
}

/** Whether an answer is a list: an error in JSON is not an empty list. */
export function isList(outcome: Answer | Failure): outcome is Answer {
  return (
    outcome.kind === 'answer' &&
    outcome.status === 200 &&
    outcome.json.ok &&
    Array.isArray(member(outcome.json.value, 'connections'))
  );
}

/** The items of a list answer, as far as they can be trusted. */
function connectionsIn(body: unknown): readonly ListedConnection[] {
  const connections = member(body, 'connections');
  if (!Array.isArray(connections)) return [];
  return connections.filter((item): item is ListedConnection => typeof item === 'object' && item !== null);
}

/** Whether there may be another page. */
function isPage(body: unknown, { found, shown }: { readonly found: number; readonly shown: number }): boolean {
  const total = member(body, 'num_connections');
  const size = member(body, 'page_size');
  return (typeof total === 'number' && total > found) || (typeof size === 'number' && size > 0 && shown >= size);
}
