/** The headers that carry a target's credentials, for the load generator's environment. */
import { createHttp } from '../client/http.ts';
import { credentialsOf } from '../target/credentials.ts';
import type { TargetOptions } from '../target/target-options.ts';

/** @throws {TargetUnusableError} when client credentials are refused. */
export async function headersFor(target: TargetOptions): Promise<Record<string, string>> {
  const http = createHttp({
    timeoutMs: target.requestTimeoutMs ?? 10_000,
    ...(target.tls === undefined ? {} : { tls: target.tls }),
    ...(target.proxy === undefined ? {} : { proxy: target.proxy }),
  });
  try {
    const authorization = await credentialsOf(target, http).authorization();
    // The script fetches its own tokens, which outlive this one; that there is one to be had is known now.
    const isFixed = authorization !== undefined && target.clientSecret === undefined;
    return { ...target.headers, ...(isFixed ? { Authorization: authorization } : {}) };
  } finally {
    await http.close();
  }
}
