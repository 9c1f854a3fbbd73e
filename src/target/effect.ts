/** What a request can do, by its method and its path in any spelling. */
import { operationRemovalPath, removalPath } from './removal-paths.ts';
import { operations } from '../../schemas/operations.ts';
import type { Operation, OperationId } from '../../schemas/operations.ts';

export type Effect =
  | { readonly kind: 'read'; readonly carriesOut?: OperationId }
  /** On the path of an operation, which the request carries out if its method fits. */
  | { readonly kind: 'write'; readonly at?: OperationId; readonly carriesOut?: OperationId }
  /** Deletes one connection or operation. */
  | { readonly kind: 'removal'; readonly of: 'connectionId' | 'operationId' }
  /** The effect is not known. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** A path that no server has: the transport phase expects 404 from it. */
export const pathOfNothing = '/v1/web_backend/connections/airlock_unknown';

const resources = [
  'connections',
  'destination_definitions',
  'destinations',
  'jobs',
  'operations',
  'source_definitions',
  'sources',
  'workspaces',
];
/** Reads besides the operations: requests of Airlock itself, and paths that every release has for its web page. */
const furtherReads = [
  pathOfNothing,
  '/v1/health',
  '/v1/openapi',
  '/v1/instance_configuration',
  '/v1/web_backend/config',
  '/v1/web_backend/connections/status_counts',
  '/v1/web_backend/describe_cron_expression',
  '/v1/workspaces/list_by_organization_id',
  ...resources.flatMap((resource) => [`/v1/${resource}/get`, `/v1/${resource}/list`]),
];

/** GET, HEAD and OPTIONS promise to change nothing (RFC 9110, section 9.2.1); POST is how this API reads. */
const readingMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'POST']);
/** Headers by which a framework uses another method or path than the request line. */
const methodHeaders = new Set(['x-http-method', 'x-http-method-override', 'x-method-override']);
const pathHeaders = new Set(['x-original-uri', 'x-original-url', 'x-rewrite-url']);

export interface RequestLine {
  readonly method: string;
  readonly path: string;
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Tells the effect of requests to a target whose paths start with `prefix`. Only what is known to be a read is one: a reading method on the
 * path of a reading operation, or on one of the further reads. Every other method on a known path is a write, because a server may
 * dispatch by the path alone; so is a read with a method override.
 */
export function effectsUnder(prefix: string): (line: RequestLine) => Effect {
  const known = new Map<string | undefined, Operation | 'further read' | 'connectionId' | 'operationId'>([
    [normalForm(`${prefix}${removalPath}`), 'connectionId'],
    [normalForm(`${prefix}${operationRemovalPath}`), 'operationId'],
    ...furtherReads.map((path) => [normalForm(`${prefix}${path}`), 'further read'] as const),
    ...Object.values<Operation>(operations).map((each) => [normalForm(`${prefix}${each.path}`), each] as const),
  ]);
  return ({ method, path, headers }) => {
    const names = Object.keys(headers).map((name) => name.toLowerCase());
    if (names.some((name) => pathHeaders.has(name)))
      return { kind: 'unknown', reason: 'one of its headers names another path' };
    const place = known.has(path) ? path : normalForm(path);
    if (place === undefined) return { kind: 'unknown', reason: 'its path can be read in more than one way' };
    const found = known.get(place);
    if (found === undefined) return { kind: 'unknown', reason: 'it is not known to be a read' };
    if (found === 'connectionId' || found === 'operationId') return { kind: 'removal', of: found };
    const verb = method.toUpperCase();
    const overridden = names.some((name) => methodHeaders.has(name)) || /[?&;]_method=/i.test(path);
    const isReading = readingMethods.has(verb) && !overridden;
    if (found === 'further read') return { kind: isReading ? 'read' : 'write' };
    const at = found.id as OperationId; // the table's own ids
    const carried = verb === found.method && !overridden ? { carriesOut: at } : {};
    return isReading && !found.writes ? { kind: 'read', ...carried } : { kind: 'write', at, ...carried };
  };
}

/** Whether a request is known to be a read, with its path below the address of the target. */
export function isRead(line: RequestLine): boolean {
  return withoutPrefix(line).kind === 'read';
}

const withoutPrefix = effectsUnder('');

/**
 * The path without its query, in lower case, percent-encoding undone, repeated and trailing slashes gone.
 * @returns `undefined` where servers differ about where it leads: dot segments, encoded or backward slashes, parameters of segments, a
 * second encoding, control characters, a whole address in place of a path.
 */
export function normalForm(path: string): string | undefined {
  const [spelled = ''] = path.split(/[?#]/, 1);
  let plain: string;
  try {
    plain = decodeURIComponent(spelled);
  } catch {
    return undefined;
  }
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  const isAmbiguous = /^(?!\/)|[%;\\\u0000-\u001f\u007f]|\/\.{1,2}(\/|$)/.test(plain) || /%2f/i.test(spelled);
  return isAmbiguous
    ? undefined
    : plain
        .toLowerCase()
        .replaceAll(/\/{2,}/g, '/')
        .replace(/\/$/, '');
}
