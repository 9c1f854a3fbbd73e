/** A command line that sends the same request, credentials left to the environment. */
import { operations } from '../../schemas/operations.ts';
import type { Call } from './exchange.ts';

/** Quoted for a POSIX shell; `auth` says which variable carries the credentials. */
export function curlFor(call: Call, target: { readonly url: string; readonly auth?: 'basic' | 'bearer' }): string {
  const credentials =
    target.auth === undefined
      ? []
      : [target.auth === 'basic' ? '-u "$AIRLOCK_AUTH"' : '-H "Authorization: Bearer $AIRLOCK_TOKEN"'];
  if (call.operation === 'transport') {
    const headers = Object.entries(call.headers).map(([name, value]) => `-H ${quote(`${name}: ${value}`)}`);
    const body = call.body === undefined ? [] : ['--data-binary @-'];
    const pipe =
      call.body === undefined ? '' : `printf %s ${quote(Buffer.from(call.body).toString('base64'))} | base64 -d | `;
    return `${pipe}${['curl', '-sS', '-X', call.method, quote(`${target.url}${call.path}`), ...headers, ...credentials, ...body].join(' ')}`;
  }
  const text = call.bodyText ?? (call.body === undefined ? undefined : JSON.stringify(call.body));
  const body = text === undefined ? [] : ["-H 'Content-Type: application/json'", `-d ${quote(text)}`];
  return [
    'curl',
    '-sS',
    '-X',
    'POST',
    quote(`${target.url}${operations[call.operation].path}`),
    ...credentials,
    ...body,
  ].join(' ');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
