/** The headers that carry a target's credentials, for the load generator's environment. */
import { defined } from '../json/defined.ts';
import { fixedAuthorization } from '../target/credentials.ts';
import type { TargetOptions } from '../target/target-options.ts';

/** Tokens of client credentials are not among them: the script fetches and renews its own. */
export function headersFor(target: TargetOptions): Record<string, string> {
  const authorization = target.clientSecret === undefined ? fixedAuthorization(target) : undefined;
  return { ...target.headers, ...defined({ Authorization: authorization }) };
}
