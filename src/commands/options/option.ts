/** One option: all that the command line, the environment, the configuration file and its schema need to know of it. */
export interface OptionDefinition {
  /** `words` is a comma-separated list, `repeated` an option that may be given several times. */
  readonly kind: 'flag' | 'text' | 'number' | 'words' | 'repeated';
  /** Placeholder of the value; a flag has none. */
  readonly value?: string;
  readonly description: string;
  /** Filled in where the option is not given. */
  readonly default?: string;
  /** What the command does without the option, for the help: nothing is filled in. */
  readonly otherwise?: string | undefined;
  /** The words that it takes, where they are few and the same for every run. */
  readonly accepted?: readonly string[];
  /** The variable that may hold it too. */
  readonly environment?: string | undefined;
  /** A file may hold it too: `AIRLOCK_TOKEN_FILE` names the file of `AIRLOCK_TOKEN`. */
  readonly isSecret?: true;
  readonly short?: string;
  /** It is on, and `--no-…` switches it off. */
  readonly isOn?: true;
  /** It is about one run, and no setting of `airlock.config.json`. */
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
