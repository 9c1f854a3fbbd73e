/** The headers that carry a target's credentials, for the load generator's environment. */
import { defined } from '../json/defined.ts';
import { fixedAuthorization } from '../target/credentials.ts';
import type { TargetOptions } from '../target/target-options.ts';

/** Without tokens of client credentials: the script fetches its own, which are renewed while it runs. */
export function headersFor(target: TargetOptions): Record<string, string> {
  const authorization = target.clientSecret === undefined ? fixedAuthorization(target) : undefined;
  return { ...target.headers, ...defined({ Authorization: authorization }) };
}
