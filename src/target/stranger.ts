/** Recognises what answers in place of the API: a redirect, a sign-in page, a proxy, another server. */
import { baseOf } from '../client/address.ts';
import { saysWho } from './asker.ts';
import type { Answer } from './exchange.ts';
import type { TargetOptions } from './target-options.ts';

const waysIn = "--auth, --token, --client-id or -H 'Cookie: …'";

/** How a run signs in. */
export type SignIn = Pick<TargetOptions, 'auth' | 'token' | 'clientId' | 'headers'>;

/**
 * For an answer that is not the API's own, what it is and what to pass instead, to follow "it "; `undefined` for one that may be.
 * Nothing of a location but its address is shown: sign-in pages put states and tokens into the query. Without `signedIn` it is not known
 * whether the request had the credentials of the run.
 */
export function strangerIn({ status, headers, json }: Answer, url: string, signedIn?: SignIn): string | undefined {
  if (status >= 300 && status < 400) return redirect(headers['location'], url);
  if (status === 401 || status === 403)
    return `answered ${status}${signedIn === undefined ? `; check ${waysIn}` : refused(signedIn)}`;
  if (json.ok) return undefined;
  const page = `answered ${status} with ${headers['content-type'] ?? 'no content type'} instead of JSON`;
  if (status >= 500) return `${page}; look at the log of the server, and of a proxy in front of it`;
  return url.endsWith('/api')
    ? `${page}; another server, or a sign-in page that wants ${waysIn}`
    : `${page}; the base address must end in /api: pass ${url}/api`;
}

function refused({ auth, token, clientId, headers = {} }: SignIn): string {
  const ways = [
    ['--token', token !== undefined],
    ['--auth', auth !== undefined],
    ['--client-id', clientId !== undefined],
    ['-H', Object.keys(headers).some((name) => saysWho.test(name))],
  ] as const;
  const [way] = ways.find(([, isUsed]) => isUsed) ?? [];
  return way === undefined
    ? ` to a request without credentials; pass ${waysIn}`
    : `; check ${way}, whose credentials it refuses`;
}

function redirect(location: string | undefined, url: string): string {
  if (location === undefined || !URL.canParse(location, `${url}/`)) return 'redirects to nowhere; check the address';
  const to = new URL(location, `${url}/`);
  const base = baseOf(to.href);
  if (base === url) return `redirects to itself, as a sign-in page does; it may want ${waysIn}`;
  if (base !== undefined) return `redirects to ${base}; pass that address as --target`;
  return `redirects to ${to.origin}${to.pathname}, which is no address of this API; a sign-in page wants ${waysIn}`;
}
