import { phases } from '../../../properties/model/case.ts';
import { shortNames } from './operation-names.ts';
import type { OptionDefinitions } from './option.ts';

/** What is generated, and how it is judged: `fuzz`, `selftest`, `check` and `replay`. */
export const fuzzOptions = {
  seed: {
    kind: 'number',
    value: 'n',
    description: 'seed of everything that is generated',
    otherwise: 'random, printed first',
  },
  maxTime: { kind: 'text', value: 'duration', description: 'limit for the whole run, shrinking and retries included' },
  maxExamples: { kind: 'number', value: 'n', description: 'cases per phase and worker' },
  workers: { kind: 'number', value: 'n', description: 'cases at the same time', default: '4' },
  phases: { kind: 'words', value: 'list', description: 'only these phases', accepted: phases },
  checks: { kind: 'words', value: 'list', description: 'only these checks' },
  excludeChecks: { kind: 'words', value: 'list', description: 'all but these checks' },
  operations: {
    kind: 'words',
    value: 'list',
    description: 'only cases about these operations, by id, path or short name',
    accepted: Object.values(shortNames),
  },
  corpus: { kind: 'text', value: 'path', description: 'real catalogs to start from: a folder, or a file' },
  known: {
    kind: 'text',
    value: 'file',
    description: 'accepted findings',
    otherwise: 'airlock.known.json when it exists',
  },
  updateKnown: {
    kind: 'flag',
    description: 'accept the new findings of this run: they are written to that file',
    isForOneRun: true,
  },
  reason: {
    kind: 'text',
    value: 'text',
    description: 'why they are accepted, with --update-known',
    isForOneRun: true,
  },
  expires: {
    kind: 'text',
    value: 'date',
    description: 'first day on which they count again, with --update-known: YYYY-MM-DD',
    isForOneRun: true,
  },
  strict: { kind: 'flag', description: 'known deviations of Airbyte releases fail as well' },
  strictSpec: { kind: 'flag', description: 'judge by the published description, unrepaired' },
  openapi: {
    kind: 'text',
    value: 'source',
    description: 'judge by another release: its description, as a file or an address',
  },
  minAcceptance: {
    kind: 'number',
    value: 'ratio',
    description: 'exit 6 when fewer of the valid bodies are accepted',
    default: '0.9',
  },
  maxFindings: { kind: 'number', value: 'n', description: 'stop after this many new findings' },
  shrink: { kind: 'flag', isOn: true, description: 'report cases as they were generated' },
  force: {
    kind: 'flag',
    description: 'delete what no update can deprecate (POST /v1/connections/delete)',
    isForOneRun: true,
  },
  dryRun: {
    kind: 'flag',
    description: 'print what would be sent, per operation with sample bodies, and send nothing',
    isForOneRun: true,
  },
  listChecks: { kind: 'flag', description: 'list the checks, and run nothing', isForOneRun: true },
  listOperations: {
    kind: 'flag',
    description: 'list the operations by all their names, and run nothing',
    isForOneRun: true,
  },
  faults: { kind: 'words', value: 'list', description: 'only these faults, and no backend without faults' },
  seeds: {
    kind: 'number',
    value: 'n',
    description: 'runs against a backend without faults',
    otherwise: '5; none with --faults',
  },
  ci: {
    kind: 'text',
    value: 'kind',
    description: 'write the file of a job as well',
    accepted: ['github', 'gitlab', 'none'],
    otherwise: 'what the folder shows',
    isForOneRun: true,
  },
  skip: {
    kind: 'words',
    value: 'steps',
    description: 'leave steps out',
    accepted: ['contract', 'verify', 'fuzz', 'load'],
  },
} as const satisfies OptionDefinitions;
