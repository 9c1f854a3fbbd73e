/** One normal form for the address of a server, so that two spellings of one address are equal. */
import { maskedAddress } from './mask-addresses.ts';

export interface Address {
  /** Scheme and host in lower case, no default port, no user part, no slash at the end. */
  readonly url: string;
  /** `user:password` where the address carried them, decoded. */
  readonly auth?: string;
}

/**
 * Reads an address as people write and paste it; `name` is the option or variable that it comes from.
 * @throws {TypeError} with what is accepted; a user part is not shown.
 */
export function addressOf(given: string, name: string, example = 'http://localhost:8000/api'): Address {
  const text = given.trim();
  // A query may hold a secret as well.
  const shown = JSON.stringify(maskedAddress(text).replace(/([?#]).*$/s, '$1…'));
  const refused = (hint: string): TypeError => new TypeError(`Cannot use ${name} ${shown}: ${hint}`);
  const expected = `expected an address such as ${example}`;
  // A URL parser silently removes line breaks.
  if (/[\s\p{Cc}]|%[01][0-9a-f]|%7f/iu.test(text)) throw refused(`there is white space in it; ${expected}`);
  if (!/^https?:\/\/[^/\\]/i.test(text) || !URL.canParse(text)) throw refused(`${expected}${suggestionFor(text)}`);
  const url = new URL(text);
  const address = { url: `${url.origin}${plainPath(url.pathname)}`, ...userPart(url) };
  if (/@/.test(`${url.pathname}${url.search}${url.hash}`))
    throw refused('a "/", "?", "#" or "@" in a user or password is written as %2F, %3F, %23 or %40');
  if (/[?#]/.test(text)) throw refused(`a query or a fragment leads nowhere; pass "${address.url}"`);
  return address;
}

/** The address of a target, which is the base of all operations. @throws {TypeError} */
export function targetAddressOf(given: string, name = '--target'): Address {
  const address = addressOf(given, name);
  const base = baseOf(address.url);
  if (base !== undefined)
    throw new TypeError(`Cannot use ${name} "${address.url}": it leads below the base address; pass "${base}"`);
  const { origin, pathname } = new URL(address.url);
  // As it stands in the browser of somebody who has the workspace open.
  const [, before = '', workspace] = /^(.*)\/workspaces\/([0-9a-f-]{36})(?:\/.*)?(?<!\/api)$/i.exec(pathname) ?? [];
  if (workspace !== undefined)
    throw new TypeError(
      `Cannot use ${name} "${address.url}": it is the address of a web page; pass "${origin}${before}/api", and ${workspace} as --workspace`,
    );
  return address;
}

/** The base of an address of one operation, or of `/api/v1`; `undefined` for an address that is neither. */
export function baseOf(url: string): string | undefined {
  const { origin, pathname } = new URL(url);
  const operation = /^(.*?)\/v1\/(?:web_backend(?:\/.*)?|health|openapi|applications\/token)\/*$/.exec(pathname)?.[1];
  const version = /^(.*\/api)\/v1\/*$/.exec(pathname)?.[1];
  const path = operation ?? version;
  return path === undefined ? undefined : `${origin}${plainPath(path)}`;
}

/** Splits a base address into its origin and the path below it, as a request needs them. */
export function below(base: string, path: string): { readonly origin: string; readonly path: string } {
  const { origin, pathname } = new URL(base);
  return { origin, path: `${plainPath(pathname)}${path}` };
}

/** Keeps the slashes after a colon: a path may contain an address. */
function plainPath(path: string): string {
  return path.replaceAll(/(?<!:)\/{2,}/g, '/').replace(/\/+$/, '');
}

function userPart({ username, password }: URL): { readonly auth?: string } {
  return username === '' && password === '' ? {} : { auth: `${decoded(username)}:${decoded(password)}` };
}

/** Removes the user from an address; any other text stays as it is. */
export function withoutUser(address: string): string {
  if (!/^https?:/i.test(address) || !URL.canParse(address)) return address;
  const url = new URL(address);
  if (url.username === '' && url.password === '') return address;
  url.username = '';
  url.password = '';
  return url.href;
}

/** Decodes percent-encoding; invalid encoding stays as it is. */
export function decoded(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}

/** Only the scheme is missing, as in `localhost:8000/api`. */
function suggestionFor(text: string): string {
  const guess = `http://${text.replace(/^\/+/, '')}`;
  const isHost = /^(?:\/\/)?(?:[^/]*@)?(?:localhost|\[|[^/]*[.:])/i.test(text) && !/^[a-z][a-z0-9+.-]*:\//i.test(text);
  return isHost && URL.canParse(guess) ? `; did you mean "${maskedAddress(guess)}"?` : '';
}
