/** What several deviations share: operations, and the server errors that a request causes. */
import type { Matcher } from './deviation.ts';

/** Operations that write a connection. */
export const writes = ['webBackendCreateConnection', 'webBackendUpdateConnection'] as const;
/** Operations that answer a connection. */
export const reads = ['webBackendGetConnection', ...writes] as const;

/** Where the ids of an operation of dbt Cloud are sent. */
export const dbtCloudIds = ['accountId', 'jobId'].map(
  (key) => `/operations/*/operatorConfiguration/webhook/dbtCloud/${key}`,
);

/** What compares the connection that an answer shows with what was written and read before: whichever answer comes next shows an effect. */
export const ofShownState = [
  'create-equals-get',
  'update-equals-get',
  'get-is-read-only',
  'isolation',
  'patch-frame',
  'no-op-update',
  'repeated-update',
  'operations-as-set',
  'operation-ids',
  'rejected-write-changes-nothing',
  'lost-update',
  'read-is-written-state',
  'kept-or-refused',
] as const;

/** Day of release 2.0.0, on which it was seen that a deviation is gone; which change before it did so is not known. */
export const seenGone = '2025-10-14';

/** The 500 of an uncaught exception, for a request that breaks a rule of these. */
export function failsOn(keywords: readonly string[], rest: Partial<Matcher> = {}): Matcher {
  return {
    checks: ['no-server-error'],
    operations: writes,
    statuses: [500],
    isUncaught: true,
    ...rest,
    broken: { keywords, ...rest.broken },
  };
}
