/** What an error that ends a run means for the user: an exit code and one line. */
import { defined } from '../json/defined.ts';
import { UsageError } from './usage-error.ts';

export interface FailureDescription {
  readonly exitCode: 2 | 3 | 4 | 6 | 130;
  readonly line: string;
  /** Where it happened, when it is a defect of ours. */
  readonly stack?: string;
}

const exitCodes: Readonly<Record<string, 3 | 4 | 6 | 130>> = {
  TargetUnusableError: 3,
  ConsentError: 3,
  ToolMissingError: 4,
  BudgetSpentError: 6,
  InterruptedError: 130,
};

/** Codes of a disk that is full, or gone. */
const diskCodes: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO']);

/** How Node words a programming mistake. Some of these begin with "Cannot", as our messages do. */
const engineWords =
  /^Cannot (read|set) propert|^Cannot find (module|package)|^Cannot (destructure|convert|access '|assign to|mix|create property|delete|(re)?define property)/;

/** One line for what the user can fix. A defect of Airlock comes with its stack, and its results cannot be trusted. */
export function describeFailure(error: unknown): FailureDescription {
  if (!(error instanceof Error)) return { exitCode: 6, line: `Airlock failed: ${String(error)}` };
  // The state follows the value, and the value may have several lines.
  if (error instanceof UsageError || (error instanceof TypeError && isOurs(error)))
    return { exitCode: 2, line: error.message };
  const line = error.message.split('\n')[0] ?? error.message;
  const exitCode = exitCodes[error.name];
  if (exitCode !== undefined) return { exitCode, line };
  if ('code' in error && typeof error.code === 'string' && diskCodes.has(error.code))
    return { exitCode: 6, line: `Cannot write what the run found: ${line}; make room, or pass another --report-dir` };
  if ('code' in error && error.code === 'EADDRINUSE')
    return { exitCode: 2, line: `Cannot listen: ${line}; pass another --port` };
  if ('syscall' in error && error.syscall === 'mkdtemp')
    return { exitCode: 2, line: `Cannot make a temporary folder: ${line}; set TMPDIR to a folder that can be written` };
  if (isOurs(error)) return { exitCode: 6, line };
  return {
    exitCode: 6,
    line: `Airlock failed, which is a defect of its own; please report it: ${line}`,
    ...defined({ stack: error.stack }),
  };
}

function isOurs({ message }: Error): boolean {
  return message.startsWith('Cannot ') && !engineWords.test(message);
}
