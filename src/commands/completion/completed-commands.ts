/** Commands, options and words as a shell needs them, taken from the commands themselves. */
import type { Command, Option } from 'commander';
import { allChecks } from '../../../properties/checks/all-checks.ts';
import { operationIds, operations } from '../../../schemas/operations.ts';
import { commands, loadCommand } from '../commands.ts';
import { shortNames } from '../options/operation-names.ts';
import { optionNamed } from '../options/option-table.ts';

export interface Completed {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** What the first argument may be; files as well where `takesFiles`. */
  readonly words: readonly string[];
  readonly takesFiles: boolean;
  readonly subcommands: readonly Completed[];
}

export interface CompletedOption {
  readonly long: string;
  readonly short?: string;
  readonly description: string;
  /** Absent for a flag. */
  readonly value?: CompletedValue;
  readonly isRepeated: boolean;
}

/** Words, perhaps several with commas between them; files; or something that nobody can complete. */
export type CompletedValue =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'list'; readonly words: readonly string[] }
  | { readonly kind: 'files' }
  | { readonly kind: 'free' };

/** In the order of the help. */
export async function completedCommands(): Promise<readonly Completed[]> {
  const { faultIds } = await import('../../../lab/faults.ts');
  const { latitudeIds } = await import('../../../lab/latitudes.ts');
  const { servedKinds } = await import('../../../lab/start-server.ts');
  const { testTypes } = await import('../../../load/settings.ts');
  const checkIds = allChecks.map(({ id }) => id);
  const known: Known = {
    options: {
      checks: checkIds,
      excludeChecks: checkIds,
      operations: operationIds.flatMap((id) => [shortNames[id], operations[id].label, id]),
      faults: faultIds,
      fault: faultIds,
      latitude: latitudeIds,
      as: servedKinds,
    },
    arguments: { load: [...testTypes, 'scaling', 'merge'], explain: checkIds, completion: ['bash', 'zsh', 'fish'] },
  };
  const loaded = await Promise.all(Object.keys(commands).map((name) => loadCommand(name)));
  return loaded.map((command) => completed(command, known));
}

/** Words that no option table has. */
interface Known {
  readonly options: Readonly<Record<string, readonly string[]>>;
  readonly arguments: Readonly<Record<string, readonly string[]>>;
}

const fileValues: ReadonlySet<string> = new Set(['file', 'dir', 'path', 'source']);

function completed(command: Command, known: Known): Completed {
  return {
    name: command.name(),
    description: command.description(),
    options: command.options.map((option) => completedOption(option, known)),
    words: known.arguments[command.name()] ?? [],
    takesFiles: command.registeredArguments.some((argument) => /file|source|old|new|finding/.test(argument.name())),
    subcommands: command.commands.map((each) => completed(each, known)),
  };
}

function completedOption(option: Option, known: Known): CompletedOption {
  const name = option.attributeName();
  const { kind, value, accepted, description = '' } = optionNamed(name) ?? {};
  const words = known.options[name] ?? accepted;
  return {
    long: option.long ?? '',
    ...(option.short === undefined ? {} : { short: option.short }),
    description,
    isRepeated: kind === 'repeated',
    ...(kind === 'flag'
      ? {}
      : { value: valueOf(words, { isList: kind === 'words', isFile: fileValues.has(value ?? '') }) }),
  };
}

function valueOf(
  words: readonly string[] | undefined,
  { isList, isFile }: { readonly isList: boolean; readonly isFile: boolean },
): CompletedValue {
  if (words !== undefined) return { kind: isList ? 'list' : 'words', words: [...new Set(words)] };
  return { kind: isFile ? 'files' : 'free' };
}
