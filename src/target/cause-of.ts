import type { Failure } from './exchange.ts';

const advice: Readonly<Record<Exclude<Failure['reason'], 'proxy'>, string>> = {
  refused: 'nothing listens there; is the server running?',
  dns: 'the host name is not known; check the address',
  timeout: 'it did not answer in time; see --request-timeout',
  tls: 'TLS failed; see --ca, --cert and --insecure',
  reset: 'it closed the connection; check scheme and port of the address',
  protocol: 'it does not answer as HTTP servers do; check scheme and port of the address',
  truncated: 'the answer broke off; look at the log of the server, and of a proxy in front of it',
  encoding: 'the answer cannot be decoded; look at a proxy in front of the server',
  'too-large': 'no answer of this API is so large; check the address',
  redirect: 'it leads elsewhere; check the address',
  aborted: 'the request was given up; try again',
};

/** What OpenSSL says of a server that answers a greeting of TLS in plain HTTP. */
const plainHttp = /wrong version number|packet length too long|unknown protocol/i;

/** Why there was no answer and what to do about it, to follow "Cannot …:". */
export function causeOf({ reason, message }: Failure): string {
  if (reason === 'tls' && plainHttp.test(message))
    return 'tls; it does not speak TLS there: does the address begin with http://?';
  return reason === 'proxy'
    ? `the proxy failed, ${message}; see --proxy, HTTP_PROXY, HTTPS_PROXY and NO_PROXY`
    : `${reason}; ${advice[reason]}`;
}
