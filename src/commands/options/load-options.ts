import { loadOperations } from '../../../load/settings.ts';
import { outputNames } from '../../performance/outputs.ts';
import type { OptionDefinitions } from './option.ts';

/** Load and how its result is judged: `load` and `baseline`. */
export const loadOptions = {
  operation: {
    kind: 'text',
    value: 'name',
    description: 'what is called',
    accepted: loadOperations,
    otherwise: 'mixed',
  },
  rate: { kind: 'number', value: 'n', description: 'arrivals a second' },
  vus: { kind: 'number', value: 'n', description: 'number of virtual users, all started before the test' },
  duration: { kind: 'text', value: 'duration', description: 'length of the measured part' },
  threshold: {
    kind: 'repeated',
    value: 'expr',
    description: "further threshold, such as 'http_req_duration: p(95)<200', repeatable",
  },
  emit: {
    kind: 'text',
    value: 'dir',
    description: 'write the bundled script and a Kubernetes TestRun, run nothing',
    isForOneRun: true,
  },
  parallelism: { kind: 'number', value: 'n', description: 'pods of the emitted TestRun', isForOneRun: true },
  executionSegment: {
    kind: 'text',
    value: 'share',
    description: "this process's share of the schedule, such as 0:1/2; the others run elsewhere",
    isForOneRun: true,
  },
  executionSegmentSequence: {
    kind: 'text',
    value: 'cuts',
    description: 'cuts of all processes, such as 0,1/2,1',
    isForOneRun: true,
  },
  points: {
    kind: 'text',
    value: 'file',
    description: 'keep the raw points, for merge; .gz compresses them',
    isForOneRun: true,
  },
  outputs: {
    kind: 'repeated',
    value: 'output',
    flag: 'out',
    description: `where k6 also sends its points, repeatable: ${outputNames.join(', ')}, with =ADDRESS or =FILE`,
  },
  maxExponent: {
    kind: 'number',
    value: 'x',
    description: 'scaling: exit 5 when the exponent is certainly above this',
  },
  k6: { kind: 'text', value: 'path', description: 'k6 to use', environment: 'K6_BIN' },
  name: { kind: 'text', value: 'name', description: 'name of the baseline', default: 'default' },
  maxDuration: {
    kind: 'text',
    value: 'duration',
    description: 'length of the load for each operation',
    default: '120s',
  },
  runs: {
    kind: 'number',
    value: 'n',
    description: 'interleaved runs; with fewer than five nothing is gated',
    default: '5',
  },
  baseTarget: {
    kind: 'text',
    value: 'url',
    description: 'base version, loaded in turn with the target, request by request',
  },
  baseWorkspace: {
    kind: 'text',
    value: 'uuid',
    description: 'workspace of the base version',
    otherwise: 'the same',
  },
  baseAuth: {
    kind: 'text',
    value: 'user:password',
    description: 'basic authentication of the base version',
    otherwise: 'as the target',
    environment: 'AIRLOCK_BASE_AUTH',
    isSecret: true,
  },
  baseToken: {
    kind: 'text',
    value: 'token',
    description: 'bearer token of the base version',
    otherwise: 'as the target',
    environment: 'AIRLOCK_BASE_TOKEN',
    isSecret: true,
  },
  baseHeader: {
    kind: 'repeated',
    value: 'header',
    description: 'extra header "Name: value" of the base version, repeatable',
    otherwise: 'those of the target',
  },
  tolerance: {
    kind: 'text',
    value: 'percent',
    description: 'a pass is certainly not slower than this',
    default: '10%',
  },
  minEffect: { kind: 'text', value: 'percent', description: 'a regression is at least this much', default: '5%' },
  alpha: { kind: 'number', value: 'p', description: 'one-sided error over all statements', default: '0.05' },
  failOnInconclusive: { kind: 'flag', description: 'exit 6 when nothing is certain' },
} as const satisfies OptionDefinitions;
