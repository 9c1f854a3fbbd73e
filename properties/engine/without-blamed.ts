/** Takes out of a case what the title of a finding blames, so that it shows whether the finding is due to it. */
import { tokensOf } from '../../src/json/pointer.ts';
import { isObject } from '../../src/json/json.ts';
import { operations } from '../../schemas/operations.ts';
import type { Blame } from '../checks/check.ts';
import { isLabelled, writes } from '../model/case.ts';
import type { Case, CaseStep, Mend, OperationStep } from '../model/case.ts';
import { placeOf } from '../model/place.ts';
import type { CaseViolation } from './case-violation.ts';
import type { CaseRun } from './run-case.ts';

interface Unblamed {
  readonly testCase: Case;
  /** The violation of that case which is the same harm, if there is one. */
  sameIn(run: CaseRun): CaseViolation | undefined;
}

/** `undefined` where the title blames nothing, or nothing that could be taken out. */
export function withoutBlamed(testCase: Case, violation: CaseViolation): Unblamed | undefined {
  const { blames, index, check, kind, detail } = violation;
  const step = testCase.steps[index];
  if (blames === undefined || step === undefined || step.raw !== undefined) return undefined;
  // What comes after it has no part in it.
  const steps = without[blames.what](testCase.steps.slice(0, index), step);
  if (steps === undefined) return undefined;
  const place = placeOf(violation.pointer ?? '');
  const isSame = (other: CaseViolation): boolean =>
    blames.what === 'mistake'
      ? other.check === check && other.kind === kind && other.detail === detail
      : placeOf(other.pointer ?? '') === place;
  return {
    testCase: { ...testCase, steps },
    sameIn: ({ violations }) =>
      violations.find(
        // What is sent in parallel may be lost at the write, and seen at the read after it.
        (other) => (other.index === steps.length - 1 || blames.what === 'parallel') && isSame(other),
      ),
  };
}

type TakeOut = (before: readonly CaseStep[], step: OperationStep) => readonly CaseStep[] | undefined;

const without: Readonly<Record<Blame['what'], TakeOut>> = {
  mistake(before, step) {
    const mended = mendedStep(step);
    return mended === undefined ? undefined : [...before, mended];
  },
  members: (before, step) => [...before, aboutOnly(step)],
  write: (before, step) => [...before, { ...aboutOnly(step), operation: operations.webBackendGetConnection.id }],
  'writes-between'(before, step) {
    const last = before.findLastIndex(
      ({ operation, handle }) => operation === operations.webBackendGetConnection.id && handle === step.handle,
    );
    return [...before.filter((one, position) => position <= last || !writes(one)), step];
  },
  parallel: (before, step) => [...before, step].map(({ group: _group, ...one }): CaseStep => one),
};

/** The step with nothing in its body but the connection. */
function aboutOnly(step: OperationStep): OperationStep {
  return { ...step, body: { connectionId: isObject(step.body) ? step.body['connectionId'] : undefined } };
}

/** The step with its mistake taken out, meant to be valid; `undefined` where nobody knows how. */
export function mendedStep(step: CaseStep): OperationStep | undefined {
  if (!isLabelled(step) || step.intent.mend === undefined) return undefined;
  return { ...step, body: mendedBody(step.body, step.intent.mend), intent: { kind: 'valid' } };
}

function mendedBody(body: unknown, mend: Mend): unknown {
  return mend.reduce((mended, { pointer, value }) => withValue(mended, tokensOf(pointer), value), body);
}

/** Copies along the path; without a value the member is taken out. */
function withValue(node: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  if (Array.isArray(node)) {
    const list: readonly unknown[] = node;
    return list.map((item, index) => (String(index) === key ? withValue(item, rest, value) : item));
  }
  if (!isObject(node)) return node;
  const { [key]: child, ...others } = node;
  const changed = withValue(child, rest, value);
  return changed === undefined ? others : { ...others, [key]: changed };
}
