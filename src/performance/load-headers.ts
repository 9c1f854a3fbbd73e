/** The headers that carry a target's credentials, for the load generator's environment. */
import { createHttp } from '../client/http.ts';
import { credentialsOf } from '../target/credentials.ts';
import type { TargetOptions } from '../target/target-options.ts';

export async function headersFor(target: TargetOptions): Promise<Record<string, string>> {
  const http = createHttp({
    timeoutMs: target.requestTimeoutMs ?? 10_000,
    ...(target.tls === undefined ? {} : { tls: target.tls }),
    ...(target.proxy === undefined ? {} : { proxy: target.proxy }),
  });
  try {
    const authorization = await credentialsOf(target, http).authorization();
    return { ...target.headers, ...(authorization === undefined ? {} : { Authorization: authorization }) };
  } finally {
    await http.close();
  }
}
