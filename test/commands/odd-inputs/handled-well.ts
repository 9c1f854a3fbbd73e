import { catalog, description, listInteraction, pact } from './odd-content.ts';
import type { OddInput } from './odd-input.ts';

const thresholds = [
  'p(95)<200',
  'p(99.9) < 200',
  'med<=200',
  'avg < 200.5',
  'max<1000',
  'min>=0',
  'http_req_duration: p(95)<200',
  'http_req_duration:p(95)<200',
  'http_req_duration{operation:list}: p(95)<200',
  'http_req_duration{operation:list}:p(95)<200',
  'http_req_failed: rate<0.01',
  'http_req_failed: rate==0',
  'http_req_failed: rate===0',
  'http_reqs: count>10',
  'http_reqs: rate>=1',
  'vus: value!=0',
  ' dropped_iterations : count<1 ',
  'contract_violations: count<1',
];

/** Properties as a release of the size of Airbyte's largest description has them. */
const manyModels = Object.fromEntries(
  Array.from({ length: 3000 }, (_, index) => [
    `Model${index}`,
    {
      type: 'object',
      properties: Object.fromEntries(
        Array.from({ length: 20 }, (_member, member) => [`member${member}`, { type: 'string' }]),
      ),
    },
  ]),
);

const anotherWayIn = {
  description: 'a request with a wrong password',
  request: { ...listInteraction.request, headers: { Authorization: 'Basic d3Jvbmc6d3Jvbmc=' } },
  response: { status: 401 },
};

const wrapped = description(
  '{"allOf":[{"$ref":"#/components/schemas/A"}]}',
  '"components":{"schemas":{"A":{"type":"object"}}},',
);
const plain = description('{"$ref":"#/components/schemas/A"}', '"components":{"schemas":{"A":{"type":"object"}}},');
const choice = (values: string): string =>
  description(`{"type":"object","properties":{"a":{"type":["string","null"],"enum":${values}}}}`);

/** Inputs that look odd and are right. */
export const handledWell: readonly OddInput[] = [
  {
    title: 'eighteen spellings of thresholds',
    words: ['load', '--k6', 'nowhere', ...thresholds.flatMap((line) => ['--threshold', line])],
    exit: 4,
    says: '"nowhere"',
  },
  {
    title: 'a catalog of 5,000 streams',
    words: 'fuzz --dry-run --seed 1 --corpus corpus',
    files: {
      'corpus/large.json': JSON.stringify({
        streams: Array.from({ length: 5000 }, (_, index) => ({ name: `stream ${index}`, json_schema: {} })),
      }),
    },
    exit: 0,
    says: 'seed',
  },
  {
    title: 'a catalog in a folder with blanks',
    words: ['fuzz', '--dry-run', '--seed', '1', '--corpus', 'my catalogs'],
    files: { 'my catalogs/sub folder/a catalog.json': catalog },
    exit: 0,
    says: 'seed',
  },
  {
    title: 'a description of three megabytes',
    words: 'spec check odd-large.json',
    files: {
      'odd-large.json': description('{"type":"object"}', `"components":{"schemas":${JSON.stringify(manyModels)}},`),
    },
    exit: 0,
    says: 'odd-large.json',
  },
  { words: 'doctor --target {ipv6} --workspace {workspace}', exit: 0, says: '[::1]' },
  { words: 'spec check {backend}/v1/openapi', exit: 0, says: '/v1/openapi' },
  { words: 'spec check {locked}/v1/openapi --target {locked} --auth airlock:right', exit: 0, says: '/v1/openapi' },
  {
    title: 'an allOf of one around a model',
    words: 'spec diff odd-plain.json odd-wrapped.json',
    files: { 'odd-plain.json': plain, 'odd-wrapped.json': wrapped },
    exit: 0,
    says: '',
  },
  {
    title: 'the choice of a request that null widens',
    words: 'spec diff odd-narrow.json odd-wide.json',
    files: { 'odd-narrow.json': choice('["x"]'), 'odd-wide.json': choice('["x",null]') },
    exit: 0,
    says: '',
  },
  {
    title: 'an interaction that expects 401, beside another',
    words: 'verify --target {locked} --workspace {lockedWorkspace} --auth airlock:right --pact pacts',
    files: { 'pacts/a.json': pact({ interactions: [listInteraction, anotherWayIn] }) },
    exit: 0,
    says: '2 of 2 interactions hold',
  },
  {
    title: 'a run without k6 goes on with the other steps',
    words: 'check --k6 nowhere --max-time 2s --skip contract,verify',
    exit: 4,
    says: '"nowhere"',
    shows: ['0 new findings', 'not run:'],
  },
];
