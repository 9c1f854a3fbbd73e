import { appendFileSync } from 'node:fs';
import { outputOf, Outputs } from '../../performance/outputs.ts';
import type { Options } from '../options/option-values.ts';
import { orUsage, UsageError } from '../usage-error.ts';

/** The outputs of `--out`, where there are any. @throws {UsageError} for one that k6 cannot use, and a file that cannot be written. */
export function outputsOf(options: Options, { isWritten }: { readonly isWritten: boolean }): Outputs | undefined {
  const { outputs } = options;
  if (!Array.isArray(outputs)) return undefined;
  const list = outputs.map((given) => orUsage(() => outputOf(String(given))));
  for (const { name, file } of isWritten ? list : []) if (file !== undefined) requireWritable(name, file);
  return new Outputs(list);
}

function requireWritable(name: string, file: string): void {
  try {
    // Appending nothing keeps the points of an earlier run until k6 starts.
    appendFileSync(file, '');
  } catch {
    throw new UsageError(`Cannot write --out ${name}=${file}: its folder is not there or not writable`);
  }
}
