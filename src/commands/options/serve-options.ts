import type { OptionDefinitions } from './option.ts';

/** The reference backend. */
export const serveOptions = {
  port: { kind: 'number', value: 'n', description: 'port; 0 takes a free one', default: '8000', isForOneRun: true },
  host: {
    kind: 'text',
    value: 'address',
    description: 'address to listen on',
    default: '127.0.0.1',
    isForOneRun: true,
  },
  connections: {
    kind: 'number',
    value: 'n',
    description: 'connections in the home workspace',
    default: '3',
    isForOneRun: true,
  },
  as: {
    kind: 'text',
    value: 'server',
    description: 'reference, airbyte-0.44.5 for the server of May 2023, or airbyte-2.0 for that of October 2025',
    isForOneRun: true,
  },
  fault: { kind: 'repeated', value: 'id', description: 'switch a planted fault on, repeatable', isForOneRun: true },
  latitude: {
    kind: 'repeated',
    value: 'id',
    description: 'answer as another conforming server would, repeatable',
    isForOneRun: true,
  },
  list: { kind: 'flag', description: 'list the faults and latitudes, and start nothing', isForOneRun: true },
  work: {
    kind: 'number',
    value: 'n',
    description: 'extra work in each answer, in units of about 20 µs of processor time',
    default: '0',
    isForOneRun: true,
  },
} as const satisfies OptionDefinitions;
