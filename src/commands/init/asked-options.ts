/** What nobody has given of address and credentials: asked on a terminal, refused without one. */
import { orUsage, UsageError } from '../usage-error.ts';
import { targetAddressOf } from '../../client/address.ts';
import { text } from '../options/option-values.ts';
import type { Options } from '../options/option-values.ts';
import { canAsk, terminal } from './ask.ts';
import type { Ask } from './ask.ts';
import { ciOf } from './ci-files.ts';

/** @throws {UsageError} without an address and without a terminal. */
export async function askedOptions(
  options: Options,
  ask: Ask | undefined = canAsk() ? terminal() : undefined,
): Promise<Options> {
  ciOf(options);
  if (text(options, 'target') !== undefined) return options;
  if (ask === undefined)
    throw new UsageError(
      'Cannot write a configuration without an address: there is no terminal to ask on; pass --target URL or set AIRLOCK_TARGET',
    );
  const given = await ask.text('Base address of Airbyte, with /api', 'http://localhost:8000/api');
  const { url, auth } = orUsage(() => targetAddressOf(given));
  const ways = ['auth', 'token', 'clientId', 'header', 'cert'];
  if (ways.some((way) => options[way] !== undefined)) return { ...options, target: url };
  return { ...options, target: url, ...(auth === undefined ? await askCredentials(ask) : { auth }) };
}

/** Asked for to be tried. The files get names of variables only. */
async function askCredentials(ask: Ask): Promise<Options> {
  const way = await ask.choice('How do you sign in?', [
    'not at all',
    'user and password',
    'a token',
    'the id and the secret of an application',
  ]);
  if (way === 1) return { auth: `${await ask.text('User')}:${await ask.secret('Password')}` };
  if (way === 2) return { token: await ask.secret('Token') };
  if (way === 3) return { clientId: await ask.text('Client id'), clientSecret: await ask.secret('Client secret') };
  return {};
}
