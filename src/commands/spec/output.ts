/** How a result of `spec` is printed. */
import type { Options } from '../options/option-values.ts';
import { text } from '../options/option-values.ts';
import { optionTable } from '../options/option-table.ts';
import { UsageError } from '../usage-error.ts';

const formats = optionTable.format.accepted;
export type Format = (typeof formats)[number];

/** @throws {UsageError} */
export function formatOf(options: Options): Format {
  const value = text(options, 'format') ?? optionTable.format.default;
  const format = formats.find((candidate) => candidate === value);
  if (format === undefined) throw new UsageError(`Cannot use --format "${value}": expected ${formats.join(', ')}`);
  return format;
}

/** Prints to standard output, where the console summary says nothing for these formats. */
export function print(content: string): void {
  process.stdout.write(content.endsWith('\n') ? content : `${content}\n`);
}
