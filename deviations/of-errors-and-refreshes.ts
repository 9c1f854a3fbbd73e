/** What error bodies hold, and how a refresh of the catalog may end. */
import type { Deviation, Matcher } from './deviation.ts';
import { seenGone } from './wordings.ts';

/** Not of secrets, addresses and paths, which such an answer has no more right to than another. */
const ofTraces = 'with (a stack trace|SQL) in it$';

export const ofErrorsAndRefreshes = [
  {
    id: 'stack-traces-in-errors',
    title: 'Error bodies carry a Java stack trace, or a statement of SQL',
    until: '2024-11-07',
    operations: 'all',
    condition: 'Any error that the server builds itself.',
    evidence: 'KnownException puts the lines into exceptionStack; removed by d4a4ebaaf3.',
    matches: [
      {
        checks: ['no-leak'],
        title: ofTraces,
        statuses: [404, 409, 422, 500],
        response: [
          { pointer: '/exceptionClassName', is: 'present' },
          { pointer: '/exceptionStack/*', is: { matches: '^\\s*(at )?[\\w$.<>/]+\\([\\w$]+\\.(java|kt):\\d+\\)' } },
        ],
      },
      // What the database refuses comes with its statement.
      {
        checks: ['no-leak'],
        title: ofTraces,
        statuses: [500],
        response: [{ pointer: '/exceptionClassName', is: { matches: '^org\\.jooq\\.exception\\.' } }],
      },
    ],
  },
  {
    id: 'no-validation-errors',
    title: 'A 422 does not say which property is wrong',
    operations: 'all',
    condition: 'Any 422; the documented body is built for another exception, and with status 400.',
    evidence: '2023: KnownExceptionHandler; InvalidInputExceptionHandler.',
    matches: [{ checks: ['strict-error-body'], statuses: [422], response: [{ pointer: '/message', is: 'present' }] }],
  },
  {
    id: 'refresh-of-deprecated-lacks-status',
    title: 'Refreshing a deprecated connection answers no status and no difference',
    until: seenGone,
    operations: ['webBackendGetConnection'],
    condition: 'A get with withRefreshedCatalog of a connection that is deprecated.',
    evidence:
      '2023: the loop that fills in the new status skips deprecated connections. Seen on 0.44.5, gone on 2.0.0.',
    matches: (
      [
        ['response-schema', '^/status$'],
        ['refresh-diff', '^/catalogDiff$'],
      ] as const
    ).map(([check, pointer]): Matcher => ({
      checks: [check],
      operations: ['webBackendGetConnection'],
      statuses: [200],
      pointer,
      request: [{ pointer: '/withRefreshedCatalog', is: { oneOf: [true] } }],
      response: [{ pointer: '/catalogDiff', is: 'nowhere' }],
      earlier: {
        operations: ['webBackendUpdateConnection', 'webBackendCreateConnection'],
        request: [{ pointer: '/status', is: { oneOf: ['deprecated'] } }],
      },
    })),
  },
  {
    id: 'failed-discovery-is-500',
    title: 'A refresh whose discovery fails is a server error',
    until: '2026-06-17',
    operations: ['webBackendGetConnection'],
    condition: 'A get with withRefreshedCatalog while the source cannot be read.',
    evidence: 'The catalog of the failed job is null; 1475dd6d08 answers the stored one.',
    matches: [
      {
        checks: ['no-server-error'],
        operations: ['webBackendGetConnection'],
        isUncaught: true,
        request: [{ pointer: '/withRefreshedCatalog', is: { oneOf: [true] } }],
      },
    ],
  },
] as const satisfies readonly Deviation[];
