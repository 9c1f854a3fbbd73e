import type { Command } from 'commander';

/** Ends the help of a command with lines that work when they are pasted. */
export function withExamples(command: Command, lines: readonly [string, string]): Command {
  return command.addHelpText('after', ['', 'Examples:', ...lines.map((line) => `  ${line}`)].join('\n'));
}
