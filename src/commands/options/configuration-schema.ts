/** What may stand in `airlock.config.json`, and its JSON Schema for editors. */

/** `words` is a comma-separated list on the command line, `repeated` an option that may be given several times. */
export type SettingKind = 'flag' | 'text' | 'number' | 'words' | 'repeated';

const flags =
  'insecure allowWrites readOnly allowHarmful allowActive allowRefresh allowReset quiet verbose color strict strictSpec shrink failOnInconclusive enablePending publish';
const numbers =
  'maxRequests maxInFlight seed maxExamples workers minAcceptance maxFindings maxExponent seeds rate vus runs alpha';
const lists = 'report faults phases checks excludeChecks operations skip';
const repeated = 'header threshold consumerVersionSelector';
const texts =
  'target workspace source destination auth token clientId clientSecret ca cert key proxy requestTimeout rateLimit reportDir maxTime corpus known duration operation k6 name baseTarget maxDuration tolerance minEffect against openapi out pact brokerUrl brokerToken brokerUsername brokerPassword provider providerVersion providerBranch includeWipSince baseWorkspace';

/** Every setting by its camel-case name. One file serves all commands; each takes what it knows. */
export const configurable: Readonly<Record<string, SettingKind>> = {
  ...ofKind(texts, 'text'),
  ...ofKind(numbers, 'number'),
  ...ofKind(flags, 'flag'),
  ...ofKind(lists, 'words'),
  ...ofKind(repeated, 'repeated'),
};

function ofKind(names: string, kind: SettingKind): Readonly<Record<string, SettingKind>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, kind]));
}

const text = {
  type: 'string',
  description: 'As on the command line; ${NAME} is replaced from the environment',
} as const;
const listOfTexts = { type: 'array', items: { type: 'string' } } as const;
const schemas: Readonly<Record<SettingKind, object>> = {
  flag: { type: 'boolean' },
  text,
  number: { type: ['number', 'string'] },
  words: { anyOf: [text, listOfTexts] },
  repeated: listOfTexts,
};

/** Editors complete and check the file with it. */
export const configurationSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:airlock:configuration:1',
  title: 'airlock.config.json',
  type: 'object',
  additionalProperties: false,
  properties: {
    $schema: { type: 'string' },
    ...Object.fromEntries(
      Object.entries(configurable).flatMap(([name, kind]) =>
        [...new Set([name, kebabCase(name)])].map((key) => [key, schemas[kind]]),
      ),
    ),
  },
};

function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
