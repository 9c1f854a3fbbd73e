/** Servers that answer as release 2.0.0 does but for one thing, each with the interactions of the page that it breaks. */
import { webapp20 } from '../../../contracts/webapp-2.0/consumer.ts';
import { pinnedPlaces } from '../../../contracts/pinned-places.ts';
import type { OperationId } from '../../../schemas/operations.ts';
import { isObject } from '../../../src/json/json.ts';
import type { Answer, Call, Exchange } from '../../../src/target/exchange.ts';

type Body = Record<string, unknown>;

/** An answer that is about to be changed: its body as an object, whatever it is. */
interface RightAnswer {
  readonly value: Body;
  readonly status: number;
}

export interface Breach {
  /** The operations that it is about. */
  readonly of?: readonly OperationId[];
  /** What the server takes the request for. */
  readonly request?: (body: Body) => Body;
  /** The body that is answered in place of the right one; `undefined` for the right one. */
  readonly answer?: (answer: RightAnswer) => unknown;
  readonly status?: (status: number) => number;
  readonly contentType?: string;
}

interface Case {
  readonly what: string;
  readonly breach: Breach;
  /** Descriptions of the interactions that it breaks: these and no others. */
  readonly breaks: () => readonly string[];
  readonly says: RegExp;
}

const list = ['webBackendListConnectionsForWorkspace'] as const;
const get = ['webBackendGetConnection'] as const;
const update = ['webBackendUpdateConnection'] as const;

/** The interactions of an operation that pin something at or below a place; a rule against nulls at the root asks for no member. */
function pinning(operation: OperationId, place: string): readonly string[] {
  return webapp20.interactions
    .filter((each) => each.operation === operation && each.withoutNulls?.includes('$') !== true)
    .filter(({ response }) => pinnedPlaces(response).some((pinned) => `${pinned}/`.startsWith(`${place}/`)))
    .map(({ description }) => description);
}

/** Rows without tags leave a run without a tag to filter by: that interaction is skipped. */
function pinningTagsOfRows(): readonly string[] {
  return pinning(list[0], '/connections/*/tags').filter(
    (description) => description !== 'a request for connections with a tag',
  );
}

const withoutMember =
  (place: string, name: string): NonNullable<Breach['answer']> =>
  ({ value }) =>
    changed(value, place, (object) => void delete object[name]);
const nullAt =
  (place: string, name: string): NonNullable<Breach['answer']> =>
  ({ value }) =>
    changed(value, place, (object) => void (name in object && (object[name] = null)));

export const breaches: readonly Case[] = [
  {
    what: 'rows have no tags',
    breach: { of: list, answer: withoutMember('/connections/*', 'tags') },
    breaks: pinningTagsOfRows,
    says: /connections\/list: \/connections\/\*\/tags is missing.*TagsCell/,
  },
  {
    what: 'the tags of rows are null',
    breach: { of: list, answer: nullAt('/connections/*', 'tags') },
    breaks: pinningTagsOfRows,
    says: /connections\/list: \/connections\/\*\/tags is null.*TagsCell/,
  },
  {
    what: 'nobody says how many connections there are',
    breach: { of: list, answer: withoutMember('', 'num_connections') },
    breaks: () => ['a request for the connections of one source', 'a request for the connections of one destination'],
    says: /connections\/list: \/num_connections is missing.*loading for ever/,
  },
  {
    what: 'the cursor is ignored',
    breach: { of: list, request: ({ cursor: _cursor, ...body }) => body },
    breaks: () => ['a request for the page after the last connection'],
    says: /connections\/list: \/connections .*end of paging/,
  },
  {
    what: 'the cursor at the last row is an error',
    breach: { of: list, request: (body) => ('cursor' in body ? { ...body, cursor: crypto.randomUUID() } : body) },
    breaks: () => ['a request for the page after the last connection'],
    says: /connections\/list: status/,
  },
  {
    what: 'the filter of states is ignored',
    breach: { of: list, request: (body) => changed(body, '/filters', (filters) => void delete filters['states']) },
    breaks: () => ['a request for active connections by the name of one that is not active'],
    says: /connections\/list: \/connections .*filters nothing itself/,
  },
  {
    what: 'problems have no title',
    breach: {
      of: update,
      answer: ({ value, status }) =>
        status === 400 ? changed(value, '', (body) => void delete body['title']) : undefined,
    },
    breaks: () => ['a request to save a cron expression that cannot be read'],
    says: /connections\/update: \/title is missing.*tells a problem from other errors/,
  },
  {
    what: 'problems are errors with a message, as in 2023',
    breach: {
      of: ['webBackendCreateConnection'],
      answer: ({ status }) => (status === 400 ? { message: 'no' } : undefined),
    },
    breaks: () => ['a request to create a connection with a cron expression that cannot be read'],
    says: /connections\/create: \/type is missing/,
  },
  {
    what: 'an unknown connection is an internal error',
    breach: { of: get, status: (status) => (status === 404 ? 500 : status) },
    breaks: () => ['a request for a connection that is not there'],
    says: /connections\/get: status .*from the status alone/,
  },
  {
    what: 'the version of the destination is gone',
    breach: { of: get, answer: withoutMember('', 'destinationActorDefinitionVersion') },
    breaks: () => pinning(get[0], '/destinationActorDefinitionVersion'),
    says: /connections\/get: \/destinationActorDefinitionVersion is missing.*crashes/,
  },
  {
    what: 'a part of a stream that is not set is null',
    breach: {
      of: get,
      answer: ({ value }) =>
        changed(value, '/syncCatalog/streams/*/config', (config) => void (config['destinationObjectName'] = null)),
    },
    breaks: () => ['a request for a connection to edit its catalog and its schedule, none of its streams null'],
    says: /connections\/get: \/syncCatalog\/streams\/\*\/config\/destinationObjectName is null/,
  },
  {
    what: 'the tags of a connection are null',
    breach: { of: get, answer: nullAt('', 'tags') },
    breaks: () => [
      'a request for a connection with a tag',
      'a request for a connection to edit its catalog and its schedule, none of it null',
    ],
    says: /connections\/get: \/tags is null/,
  },
  {
    what: 'the answer of update is no row of the table',
    breach: { of: update, answer: withoutMember('', 'tags') },
    breaks: () => pinning(update[0], '/tags'),
    says: /connections\/update: \/tags is missing.*merged over the row/,
  },
  {
    what: 'a manual connection does not say so',
    breach: {
      of: get,
      answer: ({ value }) =>
        changed(value, '', (read) => void (read['scheduleType'] === 'manual' && delete read['scheduleType'])),
    },
    breaks: () => ['a request for a connection on a manual schedule'],
    says: /connections\/get: \/scheduleType is missing.*24 hours/,
  },
  {
    what: 'a changed stream is a list, as in 2023',
    breach: {
      of: get,
      answer: ({ value }) =>
        changed(value, '/catalogDiff/transforms/*', (transform) => {
          if (isObject(transform['updateStream']))
            transform['updateStream'] = transform['updateStream']['fieldTransforms'];
        }),
    },
    breaks: () => ['a request for a connection with its catalog refreshed from a source that changed a stream'],
    says: /connections\/get: \/catalogDiff\/transforms/,
  },
  {
    what: 'mappings lose their ids',
    breach: { of: get, answer: withoutMember('/syncCatalog/streams/*/config/mappers/*', 'id') },
    breaks: () => ['a request for a connection with a mapping'],
    says: /config\/mappers\/\*\/id is missing.*matched with the stored one/,
  },
  {
    what: 'success has a charset',
    breach: { of: ['webBackendCheckUpdates'], contentType: 'application/json;charset=utf-8' },
    breaks: () => ['a request for the number of connectors with updates'],
    says: /check_updates: header Content-Type/,
  },
];

/** Sends as the server with the breach would be asked, and answers as it would. */
export function breached(
  send: (call: Call) => Promise<Exchange>,
  { of, request, answer, status, contentType }: Breach,
): (call: Call) => Promise<Exchange> {
  return async (call) => {
    if (call.operation === 'transport' || of?.includes(call.operation) !== true) return send(call);
    const { bodyText: _, ...rest } = call;
    const exchange = await send(
      request !== undefined && isObject(call.body) ? { ...rest, body: request(structuredClone(call.body)) } : call,
    );
    const { outcome } = exchange;
    if (outcome.kind !== 'answer' || !outcome.json.ok) return exchange;
    const body: unknown = structuredClone(outcome.json.value);
    const value = answer?.({ value: isObject(body) ? { ...body } : {}, status: outcome.status }) ?? body;
    const corrupted: Answer = {
      ...outcome,
      status: status?.(outcome.status) ?? outcome.status,
      text: JSON.stringify(value),
      json: { ok: true, value },
      ...(contentType === undefined ? {} : { headers: { ...outcome.headers, 'content-type': contentType } }),
    };
    return { ...exchange, outcome: corrupted };
  };
}

/** The value with every object at a place changed; a place that is not there is let be. */
export function changed(value: Body, place: string, change: (object: Body) => void): Body {
  for (const object of objectsAt(value, place.split('/').slice(1))) change(object);
  return value;
}

function objectsAt(value: unknown, [key, ...deeper]: readonly string[]): readonly Body[] {
  if (key === undefined) return isObject(value) ? [value] : [];
  if (key === '*') return Array.isArray(value) ? value.flatMap((item) => objectsAt(item, deeper)) : [];
  if (!isObject(value) || !Object.hasOwn(value, key)) return [];
  return objectsAt(value[key], deeper);
}
