import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defined } from '../json/defined.ts';
import { isLoopbackHost, isLoopbackTarget } from '../target/consent-guard.ts';
import { proxyVariables } from '../target/helper-environment.ts';
import type { TargetOptions } from '../target/target-options.ts';
import { headersFor } from './load-headers.ts';
import type { LoadOptions } from './load-options.ts';
import type { Output } from './outputs.ts';

/** What the script reads from its environment. Secrets go here and nowhere else. */
export function variablesFor(options: LoadOptions, folder: string): Readonly<Record<string, string>> {
  const { target, base, pace } = options;
  const outputs = options.outputs?.list ?? [];
  const { ca, cert, key, insecure } = target.tls ?? {};
  if (ca !== undefined) writeFileSync(join(folder, 'ca.pem'), ca);
  return {
    ...Object.assign({}, ...outputs.flatMap(({ variables, credentials }) => [variables, credentials])),
    AIRLOCK_TARGET: target.url,
    AIRLOCK_WORKSPACE: target.workspaceId ?? '',
    AIRLOCK_LOAD_HEADERS: JSON.stringify(headersFor(target)),
    ...clientVariables('AIRLOCK_CLIENT', target),
    AIRLOCK_OPERATION: options.operation,
    AIRLOCK_THRESHOLDS: JSON.stringify(options.thresholds ?? {}),
    AIRLOCK_TIMEOUT_SECONDS: String(Math.max(1, Math.ceil((target.requestTimeoutMs ?? 10_000) / 1000))),
    // Go takes a certificate authority and a proxy from the environment only.
    ...proxiesFor(base === undefined ? [target] : [target, base], outputs),
    ...defined({
      AIRLOCK_USER_AGENT: options.runId === undefined ? undefined : `airlock/${options.runId}`,
      AIRLOCK_INSECURE: insecure === true ? '1' : undefined,
      SSL_CERT_FILE: ca === undefined ? undefined : join(folder, 'ca.pem'),
      AIRLOCK_TLS_CERT: cert,
      AIRLOCK_TLS_KEY: key,
      AIRLOCK_RATE: options.rate?.toString(),
      AIRLOCK_VUS: vusOf(options)?.toString(),
      AIRLOCK_RATE_LIMIT: pace?.ratePerSecond?.toString(),
      AIRLOCK_MAX_REQUESTS: pace?.maxRequests === undefined ? undefined : String(pace.left()),
      AIRLOCK_DURATION_SECONDS: options.durationSeconds?.toString(),
      AIRLOCK_SEED: options.seed?.toString(),
    }),
    ...(base === undefined
      ? {}
      : {
          AIRLOCK_BASE_TARGET: base.url,
          AIRLOCK_BASE_WORKSPACE: base.workspaceId ?? target.workspaceId ?? '',
          AIRLOCK_BASE_HEADERS: JSON.stringify(headersFor(base)),
          ...clientVariables('AIRLOCK_BASE_CLIENT', base),
        }),
  };
}

/** @throws {TypeError} for a proxy that k6 would not use. */
function proxiesFor(targets: readonly TargetOptions[], outputs: readonly Output[]): Readonly<Record<string, string>> {
  for (const { url, proxy } of targets) {
    const { hostname } = new URL(url);
    // Go uses no proxy for an address of this machine; through a proxy on another machine it names another server.
    if (proxy !== undefined && isLoopbackHost(hostname) && !isLoopbackTarget(hostname, proxy))
      throw new TypeError(
        `Cannot load ${url} through a proxy: k6 takes none to "${hostname}"; pass the name by which the proxy knows the server`,
      );
  }
  const databases = outputs.flatMap(({ url }) => (url?.startsWith('http') === true ? [{ url }] : []));
  return proxyVariables([...targets, ...databases]);
}

/** A virtual user has one request in flight. */
function vusOf({ vus, target: { maxInFlight } }: LoadOptions): number | undefined {
  return maxInFlight === undefined ? vus : Math.min(vus ?? maxInFlight, maxInFlight);
}

function clientVariables(prefix: string, { clientId, clientSecret }: TargetOptions): Record<string, string> {
  if (clientId === undefined || clientSecret === undefined) return {};
  return { [`${prefix}_ID`]: clientId, [`${prefix}_SECRET`]: clientSecret };
}
