import { operations } from '../../schemas/operations.ts';
import type { ExchangeSummary } from '../report/events.ts';
import { isAnswer } from '../target/exchange.ts';
import { redactHeaders } from '../target/redact.ts';
import type { Exchange } from '../target/exchange.ts';

/** What reporters show of an exchange. Credentials stay out: only headers of the case and of the protocol are named. */
export function exchangeSummary({ id, call, outcome, startedAt, durationMs, sentBody }: Exchange): ExchangeSummary {
  const isRaw = call.operation === 'transport';
  return {
    id,
    operation: call.operation,
    method: isRaw ? call.method : 'POST',
    url: isRaw ? call.path : operations[call.operation].path,
    startedAt: new Date(startedAt).toISOString(),
    durationMs,
    requestHeaders: redactHeaders({
      accept: 'application/json',
      'x-request-id': id,
      ...(isRaw || sentBody === undefined ? {} : { 'content-type': 'application/json' }),
      ...call.headers,
    }),
    ...(typeof sentBody === 'string' ? { requestBody: sentBody } : {}),
    ...(isAnswer(outcome)
      ? { status: outcome.status, responseHeaders: redactHeaders(outcome.headers), responseBody: outcome.text }
      : { error: `${outcome.reason}: ${outcome.message}` }),
  };
}
