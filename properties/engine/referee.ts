import { operations } from '../../schemas/operations.ts';
import { isInvalid, isValid } from '../model/case.ts';
import type { Case } from '../model/case.ts';
import { brokenRules, stillBreaks } from '../model/domain-rules.ts';
import type { Described } from '../model/domain-rules.ts';

/**
 * The referee: checks after serialisation that bodies labelled valid are valid and bodies labelled invalid are not. A
 * mislabelled case is a fault of Airlock: it is counted and not sent.
 */
export function mislabelledBecause(testCase: Case, described: Described = operations): string | undefined {
  for (const step of testCase.steps) {
    if (isValid(step)) {
      const [broken] = brokenRules(step.operation, step.body, described);
      if (broken !== undefined) return `${testCase.path}: ${step.operation} is sent as valid: ${broken}`;
    }
    if (isInvalid(step) && !stillBreaks(step, described))
      return `${testCase.path}: ${step.operation} is sent as invalid and is not: ${step.intent.label.description}`;
  }
  return undefined;
}
