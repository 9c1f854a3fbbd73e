/** What several deviations share: operations, and how a server of 2023 words its errors. */
import type { Matcher } from './deviation.ts';

/** Operations that write a connection. */
export const writes = ['webBackendCreateConnection', 'webBackendUpdateConnection'] as const;
/** Operations that answer a connection. */
export const reads = ['webBackendGetConnection', ...writes] as const;
/** How 2023 words an exception that nothing maps: UncaughtExceptionHandler. */
export const uncaught = '^Internal Server Error';
/** The message of a null pointer, bare or with Java's helpful text. */
export const nullPointer = '^Internal Server Error: (null$|Cannot .+ because .+ is null)';

/** What 2023 says of a webhook whose address is no run of dbt Cloud: OperationsConverter. */
export const unreadableWebhook = `${uncaught}: Unexpected webhook operator config$`;

/** A 500 with the wording of 2023, for a request that breaks this rule. */
export function failsOn(keywords: readonly string[], rest: Partial<Matcher> = {}): Matcher {
  return {
    checks: ['no-server-error'],
    operations: writes,
    statuses: [500],
    message: uncaught,
    ...rest,
    broken: { keywords, ...rest.broken },
  };
}
