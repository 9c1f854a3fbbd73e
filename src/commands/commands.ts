/** The twelve commands in the order of the help. Their modules are loaded when they are used. */
import type { Command } from 'commander';

/** What the overview says about each command. */
export const commands: Readonly<Record<string, string>> = {
  check: 'contract, verify, fuzz and a load smoke test against one target, with one report',
  contract: 'run the consumer tests and write the pact files',
  verify: 'replay pact files against a target',
  fuzz: 'send generated valid, invalid and stateful traffic, and check every answer',
  replay: 'run stored findings again, against this or another target',
  load: 'run a k6 load test (smoke | average | stress | spike | soak | breakpoint)',
  baseline: 'record | compare | list performance baselines',
  selftest: 'prove which checks catch which planted faults',
  spec: 'check | diff | export the API description',
  doctor: 'say what is wrong with the environment, the target or the configuration',
  cleanup: 'remove what interrupted runs left on a target',
  serve: 'run the reference backend',
};

/** Loads `<name>.ts` of this folder and builds the command that it exports as `<name>Command`. */
export async function loadCommand(name: string): Promise<Command> {
  const module: unknown = await import(`./${name}.ts`);
  const build: unknown = Reflect.get(Object(module), `${name}Command`);
  if (typeof build !== 'function')
    throw new Error(`Cannot load command "${name}": its module exports no ${name}Command`);
  return (build as () => Command)(); // the convention of this folder
}
