/** Maps errors of the network to the few reasons that a report distinguishes. */
import type { Failure } from '../target/exchange.ts';

const reasons: Readonly<Record<string, Failure['reason']>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  UND_ERR_SOCKET: 'reset',
  UND_ERR_DESTROYED: 'aborted',
  UND_ERR_ABORTED: 'aborted',
  ABORT_ERR: 'aborted',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'refused',
  ENETUNREACH: 'refused',
  UND_ERR_CONNECT_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_TIMEOUT: 'timeout',
  UND_ERR_BODY_TIMEOUT: 'timeout',
  UND_ERR_HEADERS_OVERFLOW: 'too-large',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'truncated',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'too-large',
  UND_ERR_PRX_TLS: 'proxy',
  UND_ERR_PRX_CONN: 'proxy',
};

/** Turns an error of undici into a failure; `reason` replaces the one that follows from its code. */
export function failureOf(error: unknown, reason?: Failure['reason']): Failure {
  const codes = codesOf(error);
  const message = error instanceof Error ? error.message || codes.join(' ') : String(error);
  return { kind: 'failure', reason: reason ?? reasonOf(codes, message), message };
}

function reasonOf(codes: readonly string[], message: string): Failure['reason'] {
  // undici calls it aborted when a proxy refuses to make a tunnel.
  if (message.startsWith('Proxy response (')) return 'proxy';
  for (const code of codes) {
    const known = reasons[code];
    if (code === 'UND_ERR_SOCKET' && /other side closed|terminated/i.test(message)) return 'reset';
    if (known !== undefined) return known;
    if (code.startsWith('HPE_')) return 'protocol';
    if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/.test(code)) return 'tls';
  }
  if (/proxy/i.test(message)) return 'proxy';
  return /abort/i.test(message) ? 'aborted' : 'protocol';
}

/** Codes of the error, of its causes and of the attempts that an AggregateError collects. */
function codesOf(error: unknown): readonly string[] {
  if (typeof error !== 'object' || error === null) return [];
  const own = 'code' in error && typeof error.code === 'string' ? [error.code] : [];
  const causes = 'cause' in error ? codesOf(error.cause) : [];
  const attempts = 'errors' in error && Array.isArray(error.errors) ? error.errors.flatMap(codesOf) : [];
  return [...own, ...causes, ...attempts];
}
