/** The command line or the configuration is wrong: exit 2, one line, nothing was sent. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Somebody pressed Ctrl-C at a question: exit 130, one line. */
export class InterruptedError extends Error {
  override readonly name = 'InterruptedError';
}

/** Turns a TypeError, which refuses a value, into a UsageError. @throws {UsageError} */
export function orUsage<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    throw error instanceof TypeError ? new UsageError(error.message) : error;
  }
}
