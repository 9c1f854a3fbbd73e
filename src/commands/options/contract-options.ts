import type { OptionDefinitions } from './option.ts';

/** Pacts, where they come from and go to, and descriptions: `contract`, `verify` and `spec`. */
export const contractOptions = {
  out: { kind: 'text', value: 'dir', description: 'where pact files are written', otherwise: 'pacts' },
  against: {
    kind: 'text',
    value: 'source',
    description: 'write nothing: compare the contracts with an OpenAPI description, a file or an address',
  },
  pact: {
    kind: 'text',
    value: 'path',
    description: 'a pact file, or a folder of them and its sub-folders',
    otherwise: 'pacts, or the built-in ones where it is not there',
  },
  consumers: {
    kind: 'words',
    value: 'list',
    description: 'whose built-in contracts, by the generation of the consumers',
    accepted: ['2023', '2.0'],
    otherwise: 'those of the release of the target',
  },
  brokerUrl: { kind: 'text', value: 'url', description: 'Pact Broker', environment: 'PACT_BROKER_BASE_URL' },
  brokerToken: {
    kind: 'text',
    value: 'token',
    description: 'bearer token of the broker',
    environment: 'PACT_BROKER_TOKEN',
    isSecret: true,
  },
  brokerUsername: {
    kind: 'text',
    value: 'name',
    description: 'user of the broker',
    environment: 'PACT_BROKER_USERNAME',
  },
  brokerPassword: {
    kind: 'text',
    value: 'password',
    description: 'password of the broker',
    environment: 'PACT_BROKER_PASSWORD',
    isSecret: true,
  },
  provider: {
    kind: 'text',
    value: 'name',
    description: 'name of the provider in the pacts',
    otherwise: 'airbyte-web-backend',
  },
  providerVersion: {
    kind: 'text',
    value: 'version',
    description: 'version of the provider under test, such as its commit',
  },
  providerBranch: { kind: 'text', value: 'branch', description: 'branch of the provider under test' },
  consumerVersionSelector: {
    kind: 'repeated',
    value: 'json',
    description: 'which pacts to take from the broker, repeatable',
  },
  enablePending: { kind: 'flag', description: 'a pact that was never verified successfully does not fail the run' },
  includeWipSince: { kind: 'text', value: 'date', description: 'also verify work-in-progress pacts since YYYY-MM-DD' },
  publish: { kind: 'flag', description: 'send the results to the broker; only where CI is set' },
  format: {
    kind: 'text',
    value: 'format',
    description: 'form of the result',
    accepted: ['text', 'json', 'markdown'],
    default: 'text',
    isForOneRun: true,
  },
  form: {
    kind: 'text',
    value: 'form',
    description: 'which description',
    accepted: ['repaired', 'published'],
    default: 'repaired',
    isForOneRun: true,
  },
} as const satisfies OptionDefinitions;
