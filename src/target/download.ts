/** Fetches a file from an address: redirects are followed, and the run's credentials go to its own target alone. */
import { defined } from '../json/defined.ts';
import { decoded, withoutUser } from '../client/address.ts';
import { createHttp } from '../client/http.ts';
import type { Http, RawAnswer } from '../client/http.ts';
import { causeOf } from './cause-of.ts';
import { credentialsOf, fixedAuthorization } from './credentials.ts';
import { TargetUnusableError } from './errors.ts';
import type { Failure } from './exchange.ts';
import { lowerNames } from './lower-names.ts';
import type { Pace } from './pace.ts';
import type { TargetOptions } from './target-options.ts';

export interface DownloadOptions {
  /** For messages, such as "description". */
  readonly what: string;
  readonly access?: Access | undefined;
  readonly accept?: string;
  readonly signal?: AbortSignal | undefined;
  /** For each request. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** Credentials, headers and TLS are sent to the origin of `url` only; the proxy is used for all. */
export type Access =
  | (TargetOptions & {
      /** The pace of the run: requests to its target count. */
      readonly pace?: Pace;
    })
  | { readonly url?: undefined; readonly proxy?: string };

const mostRedirects = 5;

/** @throws {TargetUnusableError} for an address that does not answer with a file. */
export async function download(address: string, options: DownloadOptions): Promise<Buffer> {
  let url = new URL(address);
  const start = url;
  const failed = (reason: string): TargetUnusableError => {
    const elsewhere = url === start ? '' : `it redirects to ${url.origin}${url.pathname}: `;
    return new TargetUnusableError(`Cannot load ${options.what} ${withoutUser(address)}: ${elsewhere}${reason}`);
  };
  const { access: given = {} } = options;
  let access: Access = given.url !== undefined && new URL(given.url).origin === url.origin ? given : wayOf(given);
  for (let hop = 0; hop <= mostRedirects; hop += 1) {
    const outcome = await ask(url, access, options);
    if (outcome.kind === 'failure')
      throw failed(
        outcome.reason === 'timeout' ? `no answer within ${options.timeoutMs} ms; try again` : causeOf(outcome),
      );
    const next = redirectIn(outcome, url);
    if (next === undefined && outcome.status === 200) return outcome.bytes;
    if (next === undefined) throw failed(`it answered ${outcome.status}${adviceOn(outcome.status, access)}`);
    // A redirect to another origin drops the credentials for good.
    const isSame = next.origin === url.origin;
    if (!isSame) access = wayOf(access);
    next.username = isSame ? url.username : '';
    next.password = isSame ? url.password : '';
    url = next;
  }
  throw failed(`it redirects more than ${mostRedirects} times; check the address`);
}

function wayOf({ proxy }: Access): Access {
  return proxy === undefined ? {} : { proxy };
}

async function ask(
  url: URL,
  access: Access,
  { accept = '*/*', signal, timeoutMs, maxBytes }: DownloadOptions,
): Promise<RawAnswer | Failure> {
  const http = createHttp({
    timeoutMs,
    maxAnswerBytes: maxBytes,
    ...defined({ proxy: access.proxy, tls: access.url === undefined ? undefined : access.tls }),
  });
  const pace = access.url === undefined ? undefined : access.pace;
  await pace?.enter();
  try {
    if (access.url !== undefined && access.clientSecret !== undefined) await pace?.again(); // for its token
    return await http.fetch({
      method: 'GET',
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      headers: { accept, ...(await credentialsFor(url, access, http)) },
      ...defined({ signal }),
    });
  } finally {
    pace?.leave();
    await http.close();
  }
}

/** Credentials in the address win over those of the run. */
async function credentialsFor(url: URL, access: Access, http: Http): Promise<Record<string, string>> {
  const headers: Record<string, string> = {};
  if (access.url !== undefined) {
    Object.assign(headers, lowerNames(access.headers));
    const authorization = await credentialsOf(access, http).authorization();
    if (authorization !== undefined) headers['authorization'] = authorization;
  }
  const own =
    url.username === '' && url.password === '' ? undefined : `${decoded(url.username)}:${decoded(url.password)}`;
  return own === undefined ? headers : { ...headers, authorization: fixedAuthorization({ auth: own }) ?? '' };
}

function redirectIn({ status, headers }: RawAnswer, url: URL): URL | undefined {
  const location = headers['location'];
  if (status < 300 || status >= 400 || location === undefined || !URL.canParse(location, url.href)) return undefined;
  const next = new URL(location, url.href);
  return /^https?:$/.test(next.protocol) ? next : undefined;
}

function adviceOn(status: number, access: Access): string {
  if (status !== 401 && status !== 403) return '';
  return access.url !== undefined
    ? '; check --auth, --token, -H, or --client-id and --client-secret'
    : '; credentials are sent to the origin of --target only';
}
