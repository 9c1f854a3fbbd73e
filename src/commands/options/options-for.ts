/** Gives a command its options from the table, in the groups of the help. */
import { Option } from 'commander';
import type { Command } from 'commander';
import { kebab } from './option-name.ts';
import { describeOption } from './option.ts';
import type { OptionDefinition } from './option.ts';
import { optionGroups, optionTable } from './option-table.ts';
import type { OptionGroup, OptionName } from './option-table.ts';
import { reportOptions } from './report-options.ts';
import { accessOptions, consentOptions, usageOptions } from './target-options.ts';

/** How one command changes an option of the table. */
type Changes = Partial<Pick<OptionDefinition, 'description' | 'default' | 'otherwise'>> & {
  readonly group?: OptionGroup;
  /** The command does not read the environment. */
  readonly environment?: undefined;
};

/** An option of the table, or one with changes. */
export type TakenOption = OptionName | readonly [OptionName, Changes];

/** Adds the options in the order of the list: the command's own ones first. */
export function optionsFor(command: Command, taken: readonly TakenOption[]): Command {
  for (const each of taken) {
    const [name, changes] = typeof each === 'string' ? [each, {}] : each;
    command.addOption(optionOf(name, changes));
  }
  return command;
}

/** The options of a command with a target. */
export const forTarget: readonly TakenOption[] = [
  ...namesOf(accessOptions),
  ...namesOf(usageOptions),
  ...namesOf(consentOptions),
];

/** The options of a command that reads descriptions and tests no target. */
export const forDescriptions: readonly TakenOption[] = [
  ['target', { description: 'base address of the server that the credentials are for' }],
  ...namesOf(accessOptions).filter((name) => name !== 'target'),
];

/** The options of a command that writes reports. */
export const forReports: readonly TakenOption[] = namesOf(reportOptions);

function namesOf<Name extends OptionName>(options: Readonly<Record<Name, OptionDefinition>>): readonly Name[] {
  return Object.keys(options) as Name[]; // the keys are exactly the table's
}

const headings: Readonly<Record<OptionGroup, string>> = {
  own: 'Options:',
  target: 'Target:',
  consent: 'Consent:',
  reports: 'Reports:',
};

function optionOf(name: OptionName, { group = groupOf(name), ...changes }: Changes): Option {
  const defined: OptionDefinition = { ...optionTable[name], ...changes };
  const option = new Option(flagsOf(name, defined), helpOf(defined)).helpGroup(headings[group]);
  if (defined.kind === 'repeated') option.argParser(collect);
  if (defined.flag !== undefined) option.attributeName = () => name;
  return defined.default === undefined ? option : option.default(defined.default);
}

function groupOf(name: OptionName): OptionGroup {
  if (Object.hasOwn(optionGroups.target, name)) return 'target';
  if (Object.hasOwn(optionGroups.consent, name)) return 'consent';
  return Object.hasOwn(optionGroups.reports, name) ? 'reports' : 'own';
}

function flagsOf(name: OptionName, { short, flag, isOn, value }: OptionDefinition): string {
  const long = `--${isOn === true ? 'no-' : ''}${flag ?? kebab(name)}`;
  return `${short === undefined ? '' : `${short}, `}${long}${value === undefined ? '' : ` <${value}>`}`;
}

function helpOf(option: OptionDefinition): string {
  const { environment, kind } = option;
  return environment === undefined
    ? describeOption(option)
    : `${describeOption(option)} (${environment}${kind === 'flag' ? '=1' : ''})`;
}

function collect(value: string, earlier: readonly string[] = []): readonly string[] {
  return [...earlier, value];
}
