/** How environment, configuration file and command line become one set of options. */
import { defined } from '../../json/defined.ts';
import type { Command } from 'commander';
import { readConfiguration } from './configuration.ts';
import { fromEnv, variableOf } from './environment-options.ts';
import { mergedLayers, replacedBy } from './option-layers.ts';
import { flagOf } from './option-table.ts';
import type { Options } from './option-values.ts';
import { refuseEmpty } from './refuse-empty.ts';

/** Command line over environment over file. @throws {UsageError} for a file that cannot be used, or an empty option. */
export function mergedOptions(command: Command): Options {
  const typed: Record<string, unknown> = command.opts();
  const known = command.options.map((option) => option.attributeName());
  const given = givenOptions(command);
  const fromEnvironment = Object.fromEntries(known.flatMap((name) => fromEnv(name)));
  const file = typed['config'];
  const isReplaced = replacedBy(mergedLayers([fromEnvironment, given]));
  const configured = readConfiguration(
    typeof file === 'string' ? file : undefined,
    (name) => !isReplaced(name) && (known.includes(name) || name === 'target'),
  );
  const merged = { ...typed, ...mergedLayers([configured, fromEnvironment, given]) };
  const isTyped = replacedBy(given);
  const origins = {
    variables: Object.fromEntries(
      Object.keys(fromEnvironment)
        .filter((name) => !isTyped(name))
        .map((name) => [name, variableOf(name)]),
    ),
    hasTypedCredentials: credentialOptions.some((name) => given[name] !== undefined),
  };
  if (known.includes('workspace')) return { ...merged, ...origins };
  // A command without a target test reads the address only to know which server the credentials are for.
  const { target, ...rest } = merged;
  return { ...rest, ...origins, ...defined({ credentialsFor: target }) };
}

/** The options of the command line, without defaults. @throws {UsageError} for an empty option. */
export function givenOptions(command: Command): Options {
  const typed: Record<string, unknown> = command.opts();
  const given = Object.entries(typed).filter(
    ([name, value]) => value !== undefined && command.getOptionValueSource(name) !== 'default',
  );
  for (const [name, value] of given) refuseEmpty(flagOf(name), value);
  return Object.fromEntries(given);
}

/** Options that say who asks. */
export const credentialOptions = ['auth', 'token', 'clientId', 'header', 'cert'];
/** Options that say who else asks. */
export const otherCredentialOptions = ['otherAuth', 'otherToken'];
