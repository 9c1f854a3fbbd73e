/**
 * A terminal sends Ctrl-C to the whole process group, and npm hands it on to its child once more: signals within this time are one
 * interruption.
 */
const sameInterruptionMs = 500;

/** The first SIGINT or SIGTERM ends the run in order, a later one ends it at once. Returns a function that removes the handlers. */
export function onSignals(stop: AbortController): () => void {
  let mayLeave = false;
  const handler = (): void => {
    if (mayLeave) {
      process.stderr.write(
        'Interrupted twice: leaving at once. Remove what is left on the target with: airlock cleanup\n',
      );
      process.exit(130);
    }
    if (stop.signal.aborted) return;
    process.stderr.write(
      'Interrupted: cleaning the sandbox and writing the reports; interrupt again to leave at once\n',
    );
    // Wait for a turn of the event loop, so that a busy run counts signals that arrived together as one.
    setTimeout(() => setImmediate(() => (mayLeave = true)), sameInterruptionMs).unref();
    stop.abort();
  };
  process.on('SIGINT', handler).on('SIGTERM', handler);
  return () => process.off('SIGINT', handler).off('SIGTERM', handler);
}
