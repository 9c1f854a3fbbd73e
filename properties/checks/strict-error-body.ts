import { isObject } from '../../src/json/json.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';

export const strictErrorBody = {
  id: 'strict-error-body',
  law: 'A 422 names the offending properties in validationErrors, as the published description has it.',
  meaning: 'An error cannot be shown in words, because its body is not the declared one.',
  exceptions: 'Off unless asked for: no released server does.',
  severity: 'low',
  optional: true,
  judgesRaw: true,
  concerns: ({ answer }) => answer.status === 422,
  inspect({ answer, operation, json }) {
    if (answer.status !== 422 || (isObject(json) && Array.isArray(json['validationErrors']))) return [];
    return [
      {
        title: `${operation} answered 422 without validationErrors`,
        expected: 'validationErrors',
        received: show(json),
        pointer: '/validationErrors',
      },
    ];
  },
} as const satisfies Check;
