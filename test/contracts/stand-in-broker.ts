/** Test server: answers the HAL resources of a Pact Broker that Airlock and the tools of Pact use, and records what it is asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Recorded {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly authorization: string | undefined;
}

export interface StandInBroker {
  readonly url: string;
  readonly requests: readonly Recorded[];
  close(): Promise<void>;
}

export interface BrokerOptions {
  /** The pact that it hands out. */
  readonly pact: object;
  /** A pending pact never held before. */
  readonly pending?: boolean;
  /** Lists a second pact that it does not have any more. */
  readonly lost?: boolean;
  /** The header that it asks for; 401 for any other. */
  readonly authorization?: string;
  /** What it says to `can-i-deploy`. */
  readonly deployable?: boolean;
}

const provider = '/pacticipants/airbyte-web-backend';

export async function startStandInBroker(options: BrokerOptions): Promise<StandInBroker> {
  const requests: Recorded[] = [];
  let url = '';
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')));
    request.on('end', () => {
      const path = request.url ?? '';
      const { authorization } = request.headers;
      requests.push({ method: request.method ?? '', path, body, authorization });
      const isRefused = options.authorization !== undefined && authorization !== options.authorization;
      const answer = isRefused ? {} : answerTo(path, url, options);
      response.writeHead(isRefused ? 401 : answer === undefined ? 404 : 200, {
        'content-type': 'application/hal+json',
      });
      response.end(JSON.stringify(answer ?? {}));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

function answerTo(
  path: string,
  url: string,
  { pact, pending = false, lost = false, deployable = true }: BrokerOptions,
): unknown {
  const link = (to: string): object => ({ href: `${url}${to}`, templated: to.includes('{') });
  if (path === '/')
    return {
      _links: {
        self: link('/'),
        'pb:provider-pacts-for-verification': link('/provider/{provider}/for-verification'),
        'pb:pacticipant': link('/pacticipants/{pacticipant}'),
        'pb:pacticipant-branch-version': link('/pacticipants/{pacticipant}/branches/{branch}/versions/{version}'),
        'pb:pacticipant-version': link('/pacticipants/{pacticipant}/versions/{version}'),
        'pb:publish-contracts': link('/contracts/publish'),
        'pb:environments': link('/environments'),
      },
    };
  if (path.endsWith('/for-verification'))
    return {
      _embedded: {
        pacts: [
          {
            shortDescription: 'latest from main branch',
            verificationProperties: { pending, notices: [] },
            _links: { self: { ...link('/pact'), name: 'the pact' } },
          },
          ...(lost
            ? [
                {
                  shortDescription: 'latest deployed',
                  verificationProperties: { pending, notices: [] },
                  _links: { self: { ...link('/lost'), name: 'a lost pact' } },
                },
              ]
            : []),
        ],
      },
      _links: { self: link(path) },
    };
  if (path === '/pact')
    return {
      ...pact,
      _links: {
        self: link('/pact'),
        'pb:provider': link(provider),
        'pb:publish-verification-results': link('/results'),
      },
    };
  if (path === '/results') return { success: true, _links: { self: link('/results') } };
  if (path === '/contracts/publish') return { notices: [{ type: 'success', text: 'published' }], _links: {} };
  if (path.startsWith('/matrix'))
    return {
      summary: { deployable, reason: deployable ? 'all verified' : 'a verification failed', success: 1, failed: 0 },
      notices: [],
      matrix: [],
    };
  if (path.startsWith(provider))
    return {
      name: 'airbyte-web-backend',
      _links: {
        self: link(provider),
        'pb:branch-version': link(`${provider}/branches/{branch}/versions/{version}`),
        'pb:version-tag': link(`${provider}/versions/{version}/tags/{tag}`),
      },
    };
  return undefined;
}
