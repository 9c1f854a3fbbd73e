/** Every option of every command, once. Command line, environment, configuration file and its schema are read from here. */
import { contractOptions } from './contract-options.ts';
import { fuzzOptions } from './fuzz-options.ts';
import { loadOptions } from './load-options.ts';
import { kebab } from './option-name.ts';
import type { OptionDefinition } from './option.ts';
import { reportOptions } from './report-options.ts';
import { serveOptions } from './serve-options.ts';
import { accessOptions, consentOptions, usageOptions } from './target-options.ts';

/** By the groups of the help, in its order. */
export const optionGroups = {
  own: { ...fuzzOptions, ...contractOptions, ...loadOptions, ...serveOptions },
  target: { ...accessOptions, ...usageOptions },
  consent: consentOptions,
  reports: reportOptions,
} as const;

export type OptionGroup = keyof typeof optionGroups;

/** By camel-case name. */
export const optionTable = {
  ...optionGroups.own,
  ...optionGroups.target,
  ...optionGroups.consent,
  ...optionGroups.reports,
} as const;

export type OptionName = keyof typeof optionTable;

/** `--max-time` for `maxTime`. */
export function flagOf(name: string): string {
  return `--${optionNamed(name)?.flag ?? kebab(name)}`;
}

/** The definition of an option that may not be there. */
export function optionNamed(name: string): OptionDefinition | undefined {
  const table: Readonly<Record<string, OptionDefinition>> = optionTable;
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
