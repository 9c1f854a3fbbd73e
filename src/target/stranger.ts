/** Recognises what answers in place of the API: a redirect, a sign-in page, a proxy, another server. */
import { baseOf } from '../client/address.ts';
import type { Answer } from './exchange.ts';

const waysIn = "--auth, --token, --client-id or -H 'Cookie: …'";

/**
 * For an answer that is not the API's own, what it is and what to pass instead, to follow "it "; `undefined` for one that may be.
 * Nothing of a location but its address is shown: sign-in pages put states and tokens into the query.
 */
export function strangerIn({ status, headers, json }: Answer, url: string): string | undefined {
  if (status >= 300 && status < 400) return redirect(headers['location'], url);
  if (status === 401 || status === 403) return `answered ${status}; check ${waysIn}`;
  if (json.ok) return undefined;
  const page = `answered ${status} with ${headers['content-type'] ?? 'no content type'} instead of JSON`;
  if (status >= 500) return `${page}; look at the log of the server, and of a proxy in front of it`;
  return url.endsWith('/api')
    ? `${page}; another server, or a sign-in page that wants ${waysIn}`
    : `${page}; the base address must end in /api: pass ${url}/api`;
}

function redirect(location: string | undefined, url: string): string {
  if (location === undefined || !URL.canParse(location, `${url}/`)) return 'redirects to nowhere; check the address';
  const to = new URL(location, `${url}/`);
  const base = baseOf(to.href);
  if (base === url) return `redirects to itself, as a sign-in page does; it may want ${waysIn}`;
  if (base !== undefined) return `redirects to ${base}; pass that address as --target`;
  return `redirects to ${to.origin}${to.pathname}, which is no address of this API; a sign-in page wants ${waysIn}`;
}
