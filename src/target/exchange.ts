/** One request to a target and its outcome, as every check sees it. */
import type { OperationId } from '../../schemas/operations.ts';

/** An operation's call with a JSON body, or bytes of any kind on any path. */
export type Call = OperationCall | RawCall;

export interface OperationCall {
  readonly operation: OperationId;
  /** The JSON body; absent for operations without one. */
  readonly body?: unknown;
  /** The body as it goes over the wire, where the caller has serialised it already. */
  readonly bodyText?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RawCall {
  readonly operation: 'transport';
  readonly method: string;
  /** Below the base address. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

export interface Exchange {
  /** Correlation id, sent as `X-Request-Id`. */
  readonly id: string;
  readonly call: Call;
  /** The request body as sent. */
  readonly sentBody?: string | Uint8Array;
  readonly outcome: Answer | Failure;
  /** `Date.now()` when the request left. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** Of the last attempt alone, in ms: without what it waited for a token, a turn or `Retry-After`. */
  readonly latencyMs?: number;
  /** Monotonic, ms: when the answer was complete. Orders the answers of parallel requests. */
  readonly endedAt?: number;
}

export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body as text: at most `maxAnswerBytes` of it, invalid UTF-8 replaced. */
  readonly text: string;
  /** The parsed body, or why it does not parse. */
  readonly json: { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly reason: string };
}

/** The request got no usable answer. */
export interface Failure {
  readonly kind: 'failure';
  readonly reason:
    | 'refused'
    | 'reset'
    | 'timeout'
    | 'tls'
    | 'dns'
    | 'proxy'
    | 'protocol'
    | 'too-large'
    | 'truncated'
    | 'encoding'
    | 'aborted'
    | 'redirect';
  readonly message: string;
}

export function isAnswer(outcome: Answer | Failure): outcome is Answer {
  return outcome.kind === 'answer';
}
