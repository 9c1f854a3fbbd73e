/** Defects that only certain inputs trigger. */
import type { Fault } from '../fault.ts';
import { crashWhen, onSuccess } from '../fault-hooks.ts';
import { isObject, listOf, objectOf, streamsOf, textOf } from '../json-access.ts';

const streamNames = (body: unknown): readonly string[] =>
  streamsOf(body).map(({ stream }) => textOf(objectOf(stream)['name']));
const fieldNames = (body: unknown): readonly string[] =>
  streamsOf(body).flatMap(({ stream }) =>
    Object.keys(objectOf(objectOf(objectOf(stream)['jsonSchema'])['properties'])),
  );

export const rareFaults = {
  'crash-on-emoji': {
    title: 'A stream with an emoji in its name answers 500',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['no-server-error'],
    answer: crashWhen((body) => streamNames(body).some((name) => /\p{Extended_Pictographic}/u.test(name))),
  },
  'crash-on-proto': {
    title: 'A field called __proto__ or constructor answers 500',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['no-server-error'],
    answer: crashWhen((body) => fieldNames(body).some((name) => name === '__proto__' || name === 'constructor')),
  },
  'crash-on-many-streams': {
    title: 'More than ten streams answer 500',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['no-server-error'],
    answer: crashWhen((body) => streamsOf(body).length > 10),
  },
  'crash-on-dotted-field': {
    title: 'A field with a dot in its name answers 500',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['no-server-error'],
    answer: crashWhen((body) => fieldNames(body).some((name) => name.includes('.'))),
  },
  'crash-on-array-without-items': {
    title: 'A bare object field answers 500',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['no-server-error'],
    real: 'RB-28',
    answer: crashWhen((body) =>
      streamsOf(body).some(({ stream }) =>
        Object.values(objectOf(objectOf(objectOf(stream)['jsonSchema'])['properties'])).some(
          (field) => isObject(field) && textOf(field['type']).includes('object') && field['properties'] === undefined,
        ),
      ),
    ),
  },
  'crash-on-last-day': {
    title: 'A cron on the last day of the month answers 500',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['no-server-error'],
    answer: crashWhen((body) => / L /.test(textOf(objectOf(objectOf(body['scheduleData'])['cron'])['cronExpression']))),
  },
  'crash-on-seven-fields': {
    title: 'A cron expression with a year is refused',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['valid-accepted'],
    answer: (answer, { body }) => {
      if (
        answer.status === 200 &&
        textOf(objectOf(objectOf(objectOf(body)['scheduleData'])['cron'])['cronExpression'] ?? '').split(' ').length ===
          7
      ) {
        answer.status = 422;
        answer.body = { message: 'Invalid cron expression', validationErrors: [] };
      }
    },
  },
  'crash-on-months': {
    title: 'A schedule in months answers 500',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['no-server-error'],
    answer: crashWhen((body) => objectOf(objectOf(body['scheduleData'])['basicSchedule'])['timeUnit'] === 'months'),
  },
  'same-name-in-two-namespaces': {
    title: 'Two streams of one name in different namespaces answer 500',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['no-server-error'],
    real: 'RB-26',
    answer: crashWhen((body) => new Set(streamNames(body)).size < streamNames(body).length),
  },
  'prefix-limit-off-by-one': {
    title: 'A prefix of exactly 256 characters is refused',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['valid-accepted'],
    answer: (answer, { body }) => {
      if (answer.status === 200 && textOf(objectOf(body)['prefix'] ?? '').length === 256) {
        answer.status = 422;
        answer.body = { message: 'too long', validationErrors: [] };
      }
    },
  },
  'name-trimmed': {
    title: 'Blanks at the ends of a prefix are trimmed',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['create-equals-get', 'patch-frame'],
    answer: onSuccess((body) => {
      if (typeof body['prefix'] === 'string') body['prefix'] = body['prefix'].trim();
    }),
  },
  'unicode-normalised': {
    title: 'Text is brought into composed form',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['create-equals-get', 'patch-frame', 'catalog-replaced'],
    answer: onSuccess((body) => {
      for (const key of ['name', 'prefix', 'namespaceFormat'])
        if (typeof body[key] === 'string') body[key] = body[key].normalize('NFC');
      for (const { stream } of streamsOf(body))
        if (isObject(stream)) stream['name'] = textOf(stream['name']).normalize('NFC');
    }),
  },
  'empty-operations-ignored': {
    title: 'An empty list of operations is taken for none',
    kind: 'rare',
    operation: 'webBackendUpdateConnection',
    caughtBy: ['operations-as-set'],
    receive: (call) => {
      const body = objectOf(call.body);
      if (Array.isArray(body['operations']) && body['operations'].length === 0) delete body['operations'];
    },
  },
  'third-operation-lost': {
    title: 'The third operation is lost',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['create-equals-get', 'operations-as-set'],
    answer: onSuccess((body) => {
      if (Array.isArray(body['operations']) && Array.isArray(body['operationIds'])) {
        body['operations'] = body['operations'].slice(0, 2);
        body['operationIds'] = listOf(body['operationIds']).slice(0, 2);
      }
    }),
  },
  'body-limit-too-small': {
    title: 'Catalogs over 60 kB are refused',
    kind: 'rare',
    operation: 'any',
    caughtBy: ['valid-accepted'],
    real: 'RB-56',
    answer: (answer, { body }) => {
      if (answer.status === 200 && streamsOf(body).length > 0 && JSON.stringify(body).length > 60_000) {
        answer.status = 413;
        answer.body = { message: 'Request Entity Too Large' };
      }
    },
  },
} as const satisfies Record<string, Fault>;
