/**
 * A terminal sends Ctrl-C to the whole process group, and npm hands it on to its child once more: signals within this time are one
 * interruption.
 */
const sameInterruptionMs = 500;

/** The first SIGINT or SIGTERM ends the run in order; a later one at once. Returns what takes the handlers away. */
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
    // After the turn that takes the signals which are waiting by then: a busy run would see its second one late.
    setTimeout(() => setImmediate(() => (mayLeave = true)), sameInterruptionMs).unref();
    stop.abort();
  };
  process.on('SIGINT', handler).on('SIGTERM', handler);
  return () => process.off('SIGINT', handler).off('SIGTERM', handler);
}
