/** What may stand in `airlock.config.json`, as a JSON Schema for editors. */
import { kebab } from './option-name.ts';
import { describeOption } from './option.ts';
import type { OptionDefinition } from './option.ts';
import { optionTable } from './option-table.ts';

/** Every setting by its camel-case name. One file serves all commands; each reads the settings that it knows. */
export const configurable: Readonly<Record<string, OptionDefinition>> = Object.fromEntries(
  Object.entries<OptionDefinition>(optionTable).filter(([, { isForOneRun }]) => isForOneRun !== true),
);

/** Editors complete and check the file with it. */
export const configurationSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:airlock:configuration:1',
  title: 'airlock.config.json',
  description: 'Options as on the command line, in kebab or camel case; ${NAME} is replaced from the environment',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    ...Object.fromEntries(
      Object.entries(configurable).flatMap(([name, option]) =>
        [...new Set([name, kebab(name)])].map((key) => [key, settingSchema(name, option)]),
      ),
    ),
  },
};

function settingSchema(name: string, option: OptionDefinition): object {
  const meaning = describeOption(option);
  const description = option.isOn === true ? `false is --no-${kebab(name)}: ${meaning}` : meaning;
  return { description, ...valueSchema(option) };
}

function valueSchema({ kind, accepted }: OptionDefinition): object {
  const text = { type: 'string' };
  // Editors offer the words. Any other text is allowed, because it may be a variable.
  const word = accepted === undefined ? text : { anyOf: [{ type: 'string', enum: accepted }, text] };
  const list = { type: 'array', items: word };
  if (kind === 'flag') return { type: 'boolean' };
  if (kind === 'number') return { type: ['number', 'string'] };
  if (kind === 'repeated') return list;
  return kind === 'text' ? word : { anyOf: [word, list] };
}
