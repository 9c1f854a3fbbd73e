/** A command line that sends the same request, credentials left to the environment. */
import { operations } from '../../schemas/operations.ts';
import { headerWords, typeWords } from '../text/header-words.ts';
import { shellWord } from '../text/shell-word.ts';
import type { Asker } from './asker.ts';
import type { Call } from './exchange.ts';

/** Quoted for a POSIX shell; `auth` chooses the variable with the credentials, `as` whose they are. */
export function curlFor(
  call: Call,
  target: { readonly url: string; readonly auth?: 'basic' | 'bearer'; readonly as?: Asker },
): string {
  const credentials = credentialsFor(target);
  if (call.operation === 'transport') {
    const words = [
      'curl',
      '-sS',
      '-X',
      call.method,
      shellWord(`${target.url}${call.path}`),
      ...headerWords(call.headers),
      ...credentials,
    ];
    if (call.body === undefined) return words.join(' ');
    words.push(...typeWords(call.headers));
    const text = printable(call.body);
    return text === undefined
      ? `printf %s ${shellWord(Buffer.from(call.body).toString('base64'))} | base64 -d | ${words.join(' ')} --data-binary @-`
      : `${words.join(' ')} --data-raw ${shellWord(text)}`;
  }
  const text = call.bodyText ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  const body = text === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${shellWord(text)}`];
  return [
    'curl',
    '-sS',
    '-X',
    'POST',
    shellWord(`${target.url}${operations[call.operation].path}`),
    ...credentials,
    ...body,
  ].join(' ');
}

function credentialsFor({ auth, as }: { readonly auth?: 'basic' | 'bearer'; readonly as?: Asker }): readonly string[] {
  if (auth === undefined || as === 'nobody') return [];
  if (as === 'expired') return ["-H 'Authorization: Bearer expired'"];
  const variable = as === 'other' ? 'AIRLOCK_OTHER' : 'AIRLOCK';
  return [auth === 'basic' ? `-u "$${variable}_AUTH"` : `-H "Authorization: Bearer $${variable}_TOKEN"`];
}

/** The text of bytes that can be copied through a terminal; `undefined` for others. */
function printable(bytes: Uint8Array): string | undefined {
  const text = Buffer.from(bytes).toString('latin1');
  return /^[ -~]{0,1000}$/.test(text) ? text : undefined;
}
