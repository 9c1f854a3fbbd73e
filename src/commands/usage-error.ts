/** The command line or the configuration is wrong: exit 2, one line, nothing was sent. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
