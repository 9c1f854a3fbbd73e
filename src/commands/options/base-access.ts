/** How the base of a duet is signed in to. */
import { defined } from '../../json/defined.ts';
import type { TargetOptions } from '../../target/target-options.ts';
import { UsageError } from '../usage-error.ts';
import { headersOf } from './header-option.ts';
import type { Options } from './option-values.ts';
import { basicIn, tokenIn } from './target-options-of.ts';

type Access = Pick<TargetOptions, 'auth' | 'token' | 'headers'>;
type AnyAccess = Access & Pick<TargetOptions, 'clientId' | 'clientSecret'>;

/** The base's own credentials and headers; `undefined` where none is named. @throws {UsageError} */
export function baseAccess(options: Options): Access | undefined {
  const auth = basicIn(options, 'baseAuth');
  const token = tokenIn(options, 'baseToken');
  const headers = headersOf(options['baseHeader'], '--base-header');
  if (auth !== undefined && token !== undefined)
    throw new UsageError('Cannot use --base-auth and --base-token together: expected one way to sign in');
  const own = defined({ auth, token, headers });
  return Object.keys(own).length === 0 ? undefined : own;
}

/** What is the base's own replaces all that the target would get: neither arm is handed a secret of the other. */
export function withAccess<Options extends Partial<TargetOptions>>(
  target: Options,
  own: Access | undefined,
): Omit<Options, keyof AnyAccess> & AnyAccess {
  if (own === undefined) return target;
  const { auth: _auth, token: _token, clientId: _id, clientSecret: _secret, headers: _headers, ...rest } = target;
  return { ...rest, ...own };
}

/** A message about credentials, with the options of the base in the place of those of the target. */
export function ofBase(message: string): string {
  return message.replace(/--auth, --token, --client-id or -H [^;]*$/, '--base-auth, --base-token or --base-header');
}
