import type { Command } from 'commander';
import { commands, loadCommand } from '../../../src/commands/commands.ts';
import type { OddInput } from './odd-input.ts';

/** Every option of every command that takes a value, without one. */
export async function emptyOptions(): Promise<readonly OddInput[]> {
  const built = await Promise.all(Object.keys(commands).map((name) => loadCommand(name)));
  return built
    .flatMap((command) => (command.commands.length === 0 ? [command] : command.commands))
    .flatMap((command) =>
      command.options.filter(({ required }) => required).map(({ long }) => rowOf(command, long ?? '')),
    );
}

function rowOf(command: Command, option: string): OddInput {
  const { parent } = command;
  const path = parent === null ? [command.name()] : [parent.name(), command.name()];
  const needed = command.registeredArguments.filter(({ required }) => required).map(() => 'built-in');
  return { words: [...path, ...needed, option, ''], exit: 2, says: option };
}
