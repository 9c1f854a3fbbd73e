/** The first SIGINT or SIGTERM ends the run in order; the second one at once. Returns what takes the handlers away. */
export function onSignals(stop: AbortController): () => void {
  const handler = (): void => {
    if (stop.signal.aborted) {
      process.stderr.write(
        'Interrupted twice: leaving at once. Remove what is left on the target with: airlock cleanup\n',
      );
      process.exit(130);
    }
    process.stderr.write(
      'Interrupted: cleaning the sandbox and writing the reports; interrupt again to leave at once\n',
    );
    stop.abort();
  };
  process.on('SIGINT', handler).on('SIGTERM', handler);
  return () => process.off('SIGINT', handler).off('SIGTERM', handler);
}
