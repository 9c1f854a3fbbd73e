import { defaultNdjsonMb } from '../../report/ndjson-limit.ts';
import { reportFormats } from '../../report/reporters.ts';
import type { OptionDefinitions } from './option.ts';

/** Which reports are written, where to, and how much is said. */
export const reportOptions = {
  config: {
    kind: 'text',
    value: 'file',
    description: 'configuration file',
    otherwise: 'airlock.config.json when it exists',
    isForOneRun: true,
  },
  report: {
    kind: 'words',
    value: 'formats',
    description: 'reports to write',
    accepted: reportFormats,
    otherwise: 'console,json',
  },
  reportDir: {
    kind: 'text',
    value: 'dir',
    description: 'where reports are written',
    otherwise: 'a folder for each run in airlock-report; latest leads to the newest',
  },
  maxNdjson: {
    kind: 'number',
    value: 'mb',
    description: 'ndjson: megabytes after which exchanges are left out',
    otherwise: String(defaultNdjsonMb),
  },
  quiet: { kind: 'flag', description: 'only the last line: the verdict' },
  verbose: { kind: 'flag', description: 'show every finding, body and curl line in full' },
  color: { kind: 'flag', isOn: true, description: 'no colours (NO_COLOR)' },
} as const satisfies OptionDefinitions;
