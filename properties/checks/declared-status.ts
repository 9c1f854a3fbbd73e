import { statusFor } from '../../schemas/response-for.ts';
import type { Operation } from '../../schemas/operations.ts';
import { operations } from '../../schemas/operations.ts';
import type { Check, Observation, Past } from './check.ts';
import { errorText } from './error-text.ts';
import { violationIf } from './violation-if.ts';

export const declaredStatus = declaredStatusIn(operations);

/** The check against another form of the description. */
export function declaredStatusIn(described: Readonly<Record<string, Operation>>) {
  return {
    id: 'declared-status',
    law: 'Every status is one that the description declares for the operation. The repairs of the description count, unless the run is strict about it.',
    meaning: 'Generated clients have no branch for this status and fail in a way that nobody has tested.',
    exceptions: 'no-server-error judges a 5xx. A 429 asks to retry later and says nothing.',
    severity: 'medium',
    inspect(now, past) {
      const { answer, operation } = now;
      if (answer.status >= 500 || answer.status === 429) return [];
      const declared = Object.keys(described[operation]?.responses ?? {});
      return violationIf(statusFor(declared, answer.status) === undefined, () => ({
        title: `${operation} answered the undeclared status ${answer.status}`,
        expected: `one of ${declared.join(', ')}`,
        received: String(answer.status),
        kind: String(answer.status),
        detail: whatFor(now, past),
      }));
    },
  } as const satisfies Check;
}

/**
 * A server that answers every invalid body with this status has one defect, whatever was invalid. A valid body is refused
 * for a reason, and each reason is a defect.
 */
function whatFor(now: Observation, past: Past): string {
  const { kind } = now.step.intent;
  const text = kind === 'valid' ? errorText(now, past) : '';
  return text === '' ? `to ${kind}` : `to ${kind} ${text}`;
}
