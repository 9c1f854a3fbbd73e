/** One line for a report folder that cannot be used. */
export function unwritable(reportDir: string, cause: unknown): TypeError {
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'it is not writable';
  return new TypeError(`Cannot write reports to "${reportDir}": ${reason}; pass another --report-dir`, { cause });
}
