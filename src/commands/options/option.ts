/** One option, for the command line, the environment, the configuration file and its schema. */
export interface OptionDefinition {
  /** `words` is a comma-separated list, `repeated` an option that may be given several times. */
  readonly kind: 'flag' | 'text' | 'number' | 'words' | 'repeated';
  /** Placeholder of the value; a flag has none. */
  readonly value?: string;
  readonly description: string;
  /** The value of an option that is not given. */
  readonly default?: string;
  /** Shown in the help as the default; the option stays unset. */
  readonly otherwise?: string | undefined;
  /** The accepted words, where they are few and the same for every run. */
  readonly accepted?: readonly string[];
  /** The environment variable that may hold it. */
  readonly environment?: string | undefined;
  /** A file may hold it too: `AIRLOCK_TOKEN_FILE` names the file of `AIRLOCK_TOKEN`. */
  readonly isSecret?: true;
  readonly short?: string;
  /** Its long flag without the dashes, where another command has an option of that name which means something else. */
  readonly flag?: string;
  /** On by default; `--no-…` switches it off. */
  readonly isOn?: true;
  /** For one run only: not accepted in `airlock.config.json`. */
  readonly isForOneRun?: true;
}

/** Options by their camel-case names, which are their keys in `airlock.config.json`. */
export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

/** Description with what is accepted and what happens without the option. */
export function describeOption({ description, accepted = [], otherwise }: OptionDefinition): string {
  const words = accepted.join(', ');
  return [
    description,
    ...(words === '' ? [] : [`: ${words}`]),
    ...(otherwise === undefined ? [] : [` (default: ${otherwise})`]),
  ].join('');
}
