/** `airlock completion`: prints what a shell reads to complete commands, options and their words. */
import { Argument, Command } from 'commander';
import { withExamples } from './options/with-examples.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

export function completionCommand(): Command {
  const command = new Command('completion').addArgument(new Argument('<shell>', 'the shell').choices(shells));
  withExamples(command, ['source <(airlock completion bash)', 'airlock completion fish | source']);
  return command.action(async (shell: (typeof shells)[number]) => {
    const { completedCommands } = await import('./completion/completed-commands.ts');
    const { bashScript } = await import('./completion/bash-script.ts');
    const { zshScript } = await import('./completion/zsh-script.ts');
    const { fishScript } = await import('./completion/fish-script.ts');
    const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript };
    process.stdout.write(`${scripts[shell](await completedCommands()).join('\n')}\n`);
  });
}
