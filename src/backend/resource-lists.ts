/** What clients look for besides the operations: the workspaces, and what one of them has to connect. Reads only. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseJson } from '../json/parse-json.ts';
import { textAt } from '../json/json.ts';
import type { Store, StoredActor } from './store.ts';

/** Adds the lists under the paths and with the members that released servers have. */
export function addResourceLists(server: FastifyInstance, store: Store): void {
  server.post('/api/v1/workspaces/list', (_request, reply) =>
    send(reply, { workspaces: [...store.workspaces.values()].map(workspaceRead) }),
  );
  for (const [name, actors] of [
    ['source', store.sources],
    ['destination', store.destinations],
  ] as const)
    server.post(`/api/v1/${name}s/list`, (request, reply) =>
      send(reply, { [`${name}s`]: actorsOf(actors, workspaceIdIn(request)).map((actor) => actorRead(actor, name)) }),
    );
}

function workspaceRead({ workspaceId, name, geography }: { workspaceId: string; name: string; geography: string }) {
  return {
    workspaceId,
    customerId: workspaceId,
    name,
    slug: name.toLowerCase(),
    initialSetupComplete: true,
    displaySetupWizard: false,
    anonymousDataCollection: false,
    news: false,
    securityUpdates: false,
    notifications: [],
    defaultGeography: geography,
    webhookConfigs: [],
  };
}

function actorsOf(actors: ReadonlyMap<string, StoredActor>, workspaceId: string | undefined): readonly StoredActor[] {
  return [...actors.values()].filter((actor) => actor.workspaceId === workspaceId && !actor.tombstoned);
}

function actorRead({ id, definitionId, workspaceId, name, connectorName, configuration }: StoredActor, kind: string) {
  return {
    [`${kind}DefinitionId`]: definitionId,
    [`${kind}Id`]: id,
    workspaceId,
    connectionConfiguration: configuration,
    name,
    [`${kind}Name`]: connectorName,
  };
}

function workspaceIdIn({ body }: FastifyRequest): string | undefined {
  try {
    return textAt(parseJson(Buffer.isBuffer(body) ? body.toString() : ''), 'workspaceId');
  } catch {
    return undefined; // of no workspace there is nothing to list
  }
}

function send(reply: FastifyReply, body: object): FastifyReply {
  return reply.header('content-type', 'application/json').send(Buffer.from(JSON.stringify(body)));
}
