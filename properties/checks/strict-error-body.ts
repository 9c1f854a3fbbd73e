import { isObject } from '../../src/json/json.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';
import { violationIf } from './violation-if.ts';

export const strictErrorBody = {
  id: 'strict-error-body',
  law: 'A 422 names the invalid properties in validationErrors, as the published description says.',
  meaning: 'A client cannot say which member was wrong, because the body is not the declared one.',
  exceptions: 'The check is off unless asked for, because no released server does this.',
  severity: 'low',
  optional: true,
  judgesRaw: true,
  inspect({ operation, answer, json }) {
    if (answer.status !== 422) return undefined;
    return violationIf(!isObject(json) || !Array.isArray(json['validationErrors']), () => ({
      title: `${operation} answered 422 without validationErrors`,
      expected: 'validationErrors',
      received: show(json),
      pointer: '/validationErrors',
    }));
  },
} as const satisfies Check;
