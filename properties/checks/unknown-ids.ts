import { isSuccess } from './check.ts';
import type { Check } from './check.ts';
import { errorText } from './error-text.ts';
import { isNeutral } from './neutral-answer.ts';
import { showBody } from './show.ts';

export const unknownIds = {
  id: 'unknown-ids',
  law: 'An unknown id is answered with 404. state/get_type, workspace/state and connections/list may give their neutral answer instead.',
  meaning: 'A wrong id gets an answer that looks right.',
  exceptions:
    'Where the run has credentials, 403 is allowed as well: nobody has permission for what is not there. A 429 and a 5xx are the business of other checks.',
  severity: 'high',
  inspect(now, past) {
    const { operation, answer, json, step } = now;
    if (step.intent.kind !== 'unknown') return undefined;
    if (answer.status === 404 || answer.status === 429 || answer.status >= 500) return [];
    // A server that knows who asks may look at permissions before it looks for the id.
    if (answer.status === 403 && past.target.signsIn === true) return [];
    if (answer.status === 200 && isNeutral(operation, json)) return [];
    // declared-status judges another success, and response-schema a body that is not JSON.
    if (isSuccess(answer) && (answer.status !== 200 || !answer.json.ok)) return [];
    const mayBeNeutral =
      operation === 'getStateType' ||
      operation === 'webBackendGetWorkspaceState' ||
      operation === 'webBackendListConnectionsForWorkspace';
    const text = isSuccess(answer) ? '' : errorText(now, past);
    return [
      {
        title: `${operation} answered ${answer.status} for an unknown id`,
        expected: mayBeNeutral ? '404 or the neutral answer' : '404',
        received: `${answer.status} ${showBody(answer.text)}`,
        kind: String(answer.status),
        ...(text === '' ? {} : { detail: text }),
      },
    ];
  },
} as const satisfies Check;
