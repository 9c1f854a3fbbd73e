/** A violation with its case and its exchanges, in the form in which it is reported and stored. */
import { defined } from '../../src/json/defined.ts';
import type { Finding, Step } from '../../src/report/report.ts';
import { curlFor } from '../../src/target/curl.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Exchange } from '../../src/target/exchange.ts';
import { isLabelled } from '../model/case.ts';
import type { Check } from '../checks/check.ts';
import type { Case, CaseStep } from '../model/case.ts';
import type { CaseViolation } from './case-violation.ts';
import type { CaseRun, PlacedExchange } from './run-case.ts';
import { findingId, signatureOf } from './signature.ts';

/** What a run of a case has shown. */
export interface Found {
  readonly testCase: Case;
  readonly run: CaseRun;
  readonly violation: CaseViolation;
}

/** What a finding has from its check, and what it is known by: its signature, unless a run tells it apart by more. */
export function identityOf(
  { id: check, meaning, severity }: Check,
  signature: string,
  key = signature,
): Pick<Finding, 'id' | 'check' | 'signature' | 'meaning' | 'severity' | 'replay'> {
  const id = findingId(key);
  return { id, check, signature, meaning, severity, replay: `airlock replay ${id}` };
}

/** New and not yet tried again. Its case holds exactly the steps that are shown, in the same order. */
export function findingOf(
  { testCase, run, violation }: Found,
  { url, authKind }: { readonly url: string; readonly authKind?: 'basic' | 'bearer' },
): Finding {
  const exchanges = exchangesOf(testCase, run, violation);
  return {
    ...identityOf(violation.check, signatureOf(violation)),
    operation: violation.operation,
    title: violation.title,
    status: 'new',
    reproduction: 'not-retried',
    expected: violation.expected,
    received: violation.received,
    ...defined({ pointer: violation.pointer }),
    steps: exchanges.map((exchange) => stepOf(exchange, run, testCase)),
    curl: exchanges.map(({ call, index }) =>
      curlFor(call, { url, ...defined({ auth: authKind, as: testCase.steps[index]?.as }) }),
    ),
    path: testCase.path,
    case: {
      ...testCase,
      steps: exchanges.flatMap(({ index }) => withoutMend(testCase.steps[index])),
    },
  };
}

/** Only the run that made the case looks into what it is due to. */
function withoutMend(step: CaseStep | undefined): readonly CaseStep[] {
  if (step === undefined || !isLabelled(step)) return step === undefined ? [] : [step];
  const { mend: _mend, ...intent } = step.intent;
  return [{ ...step, intent }];
}

/** Up to the answer that broke the law, in the order of the case; what was in flight with it belongs to it. */
function exchangesOf(testCase: Case, run: CaseRun, violation: CaseViolation): readonly PlacedExchange[] {
  const { group } = testCase.steps[violation.index] ?? {};
  const isAlongside = (index: number): boolean => group !== undefined && testCase.steps[index]?.group === group;
  return run.exchanges
    .filter(({ index }) => index <= violation.index || isAlongside(index))
    .toSorted((left, right) => left.index - right.index);
}

function stepOf(exchange: PlacedExchange, run: CaseRun, testCase: Case): Step {
  const group = testCase.steps[exchange.index]?.group;
  if (group === undefined) return plainStepOf(exchange);
  const interleaving = { group, sent: exchange.index, answered: run.exchanges.indexOf(exchange) };
  return { ...plainStepOf(exchange), interleaving };
}

/** A step by itself, outside of its case. */
export function plainStepOf({ call, outcome, sentBody }: Exchange): Step {
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
  };
}
