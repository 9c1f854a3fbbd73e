/** The twelve commands in the order of the help. Their modules are loaded when they are used. */
import type { Command } from 'commander';

export interface CommandEntry {
  readonly description: string;
  load(): Promise<Command>;
}

export const commands: Readonly<Record<string, CommandEntry>> = {
  check: {
    description: 'contract, verify, fuzz and a load smoke test against one target, with one report',
    load: async () => (await import('./check.ts')).checkCommand(),
  },
  contract: {
    description: 'run the consumer tests and write the pact files',
    load: async () => (await import('./contract.ts')).contractCommand(),
  },
  verify: {
    description: 'replay pact files against a target',
    load: async () => (await import('./verify.ts')).verifyCommand(),
  },
  fuzz: {
    description: 'send generated valid, invalid and stateful traffic, and check every answer',
    load: async () => (await import('./fuzz.ts')).fuzzCommand(),
  },
  replay: {
    description: 'run stored findings again, against this or another target',
    load: async () => (await import('./replay.ts')).replayCommand(),
  },
  load: {
    description: 'run a k6 load test (smoke | average | stress | spike | soak | breakpoint)',
    load: async () => (await import('./load.ts')).loadCommand(),
  },
  baseline: {
    description: 'record | compare | list performance baselines',
    load: async () => (await import('./baseline.ts')).baselineCommand(),
  },
  selftest: {
    description: 'prove which checks catch which planted faults',
    load: async () => (await import('./selftest.ts')).selftestCommand(),
  },
  spec: {
    description: 'check | diff | export the API description',
    load: async () => (await import('./spec.ts')).specCommand(),
  },
  doctor: {
    description: 'say what is wrong with the environment, the target or the configuration',
    load: async () => (await import('./doctor.ts')).doctorCommand(),
  },
  cleanup: {
    description: 'remove what interrupted runs left on a target',
    load: async () => (await import('./cleanup.ts')).cleanupCommand(),
  },
  serve: {
    description: 'run the reference backend',
    load: async () => (await import('./serve.ts')).serveCommand(),
  },
};

export const commandNames: readonly string[] = Object.keys(commands);
