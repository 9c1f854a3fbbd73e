/** What the server allows a page of another origin: on a host of its own name nothing, else everything. */
import type { IncomingHttpHeaders } from 'node:http';

const localOrigin = /^https?:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/i;
const localHost = /^(localhost|127\.0\.0\.1)(:\d+)?$/i;

/** The headers that an answer gets; `refused` where the request goes no further. */
export function crossOrigin(
  headers: IncomingHttpHeaders,
  method: string,
): 'refused' | 'preflight' | ReadonlyMap<string, string> {
  const { origin, host = '' } = headers;
  const allowed = new Map<string, string>();
  if (origin === undefined) return allowed;
  if (method === 'OPTIONS' && headers['access-control-request-method'] !== undefined)
    return headers['access-control-request-headers'] === undefined ? 'refused' : 'preflight';
  if (localHost.test(host) && !localOrigin.test(origin)) return 'refused';
  allowed.set('access-control-allow-origin', origin);
  allowed.set('access-control-allow-credentials', 'true');
  allowed.set('vary', 'Origin');
  return allowed;
}
