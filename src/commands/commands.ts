/** The commands in the order of the help. Their modules are loaded when they are used. */
import type { Command } from 'commander';
import type { CommandBody } from './run-body.ts';

/** What each command does, for the overview and for its own help. */
export const commands: Readonly<Record<string, string>> = {
  init: 'write configuration and CI files for an own target',
  check: 'contract, verify, fuzz and a load smoke test against one target, with one report',
  contract: 'run the consumer tests and write the pact files',
  verify: 'replay pact files against a target',
  fuzz: 'send generated valid, invalid and stateful traffic, and check every answer',
  replay: 'run stored findings again, against this or another target',
  explain: 'say what a check demands, or what a finding means and how sure it is',
  load: 'run a k6 load test (smoke | average | stress | spike | soak | breakpoint), or scaling, or merge',
  baseline: 'record | compare | list performance baselines',
  selftest: 'prove which checks catch which planted faults',
  spec: 'check | diff | export the API description',
  doctor: 'say what is wrong with the environment, the target or the configuration',
  cleanup: 'remove what interrupted runs left on a target',
  serve: 'run the reference backend until it is interrupted',
  completion: 'print a script that completes commands and options in bash, zsh or fish',
};

/** Builds the command that `<name>.ts` exports as `<name>Command`, with its description. */
export async function loadCommand(name: string): Promise<Command> {
  const build = await exportOf(name, `${name}Command`);
  const command = (build as () => Command)(); // the convention of this folder
  return command.description(commands[name] ?? '');
}

/** What the command does, without its command line: what `<name>.ts` exports as `<name>Body`. */
export async function loadBody(name: string): Promise<CommandBody> {
  return (await exportOf(name, `${name}Body`)) as CommandBody; // the convention of this folder
}

async function exportOf(name: string, member: string): Promise<unknown> {
  const module: unknown = await import(/* @vite-ignore */ `./${name}.ts`);
  const found: unknown = Reflect.get(Object(module), member);
  if (typeof found !== 'function') throw new Error(`Cannot load command "${name}": its module exports no ${member}`);
  return found;
}
