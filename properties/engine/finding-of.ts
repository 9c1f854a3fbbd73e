/** A violation with its case and its exchanges, in the form in which it is reported and stored. */
import type { Finding, Step } from '../../src/report/report.ts';
import { curlFor } from '../../src/target/curl.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Case } from '../model/case.ts';
import type { CaseRun, CaseViolation } from './run-case.ts';
import { findingId } from './signature.ts';

interface Found {
  readonly signature: string;
  readonly testCase: Case;
  readonly run: CaseRun;
  readonly violation: CaseViolation;
}

/** New and not yet tried again. */
export function findingOf(
  { signature, testCase, run, violation }: Found,
  { url, authKind }: { readonly url: string; readonly authKind?: 'basic' | 'bearer' },
): Finding {
  const id = findingId(signature);
  return {
    id,
    check: violation.check.id,
    operation: violation.operation,
    signature,
    title: violation.title,
    severity: violation.check.severity,
    status: 'new',
    reproduction: 'not-retried',
    expected: violation.expected,
    received: violation.received,
    ...(violation.pointer === undefined ? {} : { pointer: violation.pointer }),
    steps: stepsOf(run),
    curl: run.exchanges.map(({ call }) =>
      curlFor(call, { url, ...(authKind === undefined ? {} : { auth: authKind }) }),
    ),
    replay: `airlock replay ${id}`,
    path: testCase.path,
    case: testCase,
  };
}

function stepsOf(run: CaseRun): readonly Step[] {
  const order = run.exchanges.toSorted((left, right) => left.startedAt - right.startedAt);
  return run.exchanges.map((exchange) => {
    const { call, outcome, sentBody } = exchange;
    const group = run.observations.find(({ id }) => id === exchange.id)?.step.group;
    return {
      operation: call.operation,
      ...(call.operation === 'transport'
        ? {
            raw: {
              method: call.method,
              path: call.path,
              headers: call.headers,
              bodyBase64: Buffer.from(call.body ?? '').toString('base64'),
            },
          }
        : typeof sentBody === 'string'
          ? { request: call.body }
          : {}),
      ...(isAnswer(outcome)
        ? { response: { status: outcome.status, body: outcome.json.ok ? outcome.json.value : outcome.text } }
        : { error: `${outcome.reason}: ${outcome.message}` }),
      ...(group === undefined
        ? {}
        : { interleaving: { group, sent: order.indexOf(exchange), answered: run.exchanges.indexOf(exchange) } }),
    };
  });
}
