import { readFileSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadPacts } from '../../contracts/run/load-pacts.ts';
import { verifyPacts } from '../../contracts/run/verify-pacts.ts';
import type { VerifyPactsOptions } from '../../contracts/run/verify-pacts.ts';
import { consumersOf } from '../../contracts/consumers.ts';
import { writePacts } from '../../contracts/run/write-pacts.ts';
import { startBackend } from '../../src/backend/start-backend.ts';
import type { RunningBackend } from '../../src/backend/start-backend.ts';
import { readPacts } from '../../src/description/read-pacts.ts';
import { renderHtml } from '../../src/report/html/render-html.ts';
import type { StepResult } from '../../src/report/report.ts';
import { onTarget } from '../target/on-target.ts';
import type { Call } from '../../src/target/exchange.ts';
import { sampleReport } from '../report/sample-report.ts';
import { folderOf, interaction, json, message, olderInteraction, pactOf } from '../contracts/odd-pacts.ts';

let backend: RunningBackend;
beforeAll(async () => {
  backend = await startBackend();
});
afterAll(() => backend.close());

/** What Pact's own verifier replays as if nothing was odd, in one pact for each version. */
const lenient = {
  'v4.json': pactOf([
    interaction({ description: 'null states', providerStates: null }),
    interaction({ description: 'an old state', providerState: null }),
    interaction({ description: undefined }),
    interaction({ description: 7 }),
    interaction({ description: 'no status', response: {} }),
    interaction({ description: 'no response', response: undefined }),
    interaction({ description: 'odd comments', comments: 'x' }),
    interaction({ description: 'odd reads', comments: { reads: 'x', operation: 7, text: 7 } }),
    interaction({
      description: 'lower case',
      request: { method: 'post', path: '/api/v1/web_backend/geographies/list' },
    }),
  ]),
  'v3.json': pactOf([olderInteraction({ providerStates: null })], {}, '3.0.0'),
  'v2.json': pactOf([olderInteraction({ providerState: '', description: undefined })], {}, '2.0.0'),
  'bare.json': pactOf([olderInteraction()], { metadata: null }),
  'names.json': pactOf([interaction()], { consumer: 'team-b', provider: 'airbyte-web-backend' }),
  'nameless.json': pactOf([interaction()], { consumer: undefined, provider: undefined }),
  'marked.json': `\uFEFF${JSON.stringify(pactOf([interaction()]))}`,
  'team-c/deep/x.json': pactOf([interaction()], { consumer: { name: 'team-c' } }),
};

test('what Pact takes is replayed, from sub-folders and through links as well', async () => {
  const folder = folderOf(lenient);
  symlinkSync(folder, join(folder, 'team-c', 'loop'));
  symlinkSync(
    join(folderOf({ 'y.json': pactOf([interaction()], { consumer: { name: 'linked' } }) }), 'y.json'),
    join(folder, 'linked.json'),
  );
  symlinkSync(join(folder, 'v2.json'), join(folder, 'same.json'));

  const result = await verified({ pact: folder });

  expect(result.sections?.['verify']).toMatchObject({ interactions: 17, verified: 17, leftOut: [] });
  expect(Object.keys(Object(Reflect.get(Object(result.sections?.['verify']), 'consumers')))).toEqual([
    'linked',
    'nameless',
    'team-a',
    'team-b',
    'team-c',
  ]);
  expect(result.verdicts).toEqual([]);
});

/** File, what is odd in it, what is said of it, and whether the contract is unproved without it. */
const leftOut: readonly (readonly [unknown, string, string, boolean])[] = [
  [pactOf([null, interaction()]), ' /interactions/0', 'null: expected an object with request and response', true],
  [
    pactOf([interaction(), interaction({ response: { status: '200' } })]),
    ' /interactions/1/response/status',
    '"200": expected a number from 100 to 599',
    true,
  ],
  [
    pactOf([interaction({ response: { status: null } }), interaction()]),
    ' /interactions/0/response/status',
    'null: expected a number from 100 to 599',
    true,
  ],
  [
    pactOf([interaction({ response: { status: 70_000 } }), interaction()]),
    ' /interactions/0/response/status',
    '70000: expected a number from 100 to 599',
    true,
  ],
  [pactOf([olderInteraction(), interaction()]), ' /interactions/0/type', 'nothing: expected "Synchronous/HTTP"', true],
  [
    pactOf([interaction({ request: { method: 7, path: '/' } }), interaction()]),
    ' /interactions/0/request/method',
    '7: expected a method such as "POST"',
    true,
  ],
  [
    pactOf([interaction({ providerStates: 'a state' })]),
    ' /interactions/0/providerStates',
    '"a state": expected a list of {"name": …}; replayed without it',
    false,
  ],
  [
    pactOf([interaction({ providerStates: [null] })]),
    ' /interactions/0/providerStates/0',
    'null: expected a list of {"name": …}; replayed without it',
    false,
  ],
  [
    pactOf([interaction({ providerStates: ['a state'] })]),
    ' /interactions/0/providerStates/0',
    '"a state": expected a list of {"name": …}; replayed without it',
    false,
  ],
  [pactOf([message(), interaction(), message()]), '', 'messages are not replayed, only requests over HTTP (2)', false],
  [
    pactOf([interaction({ pluginConfiguration: { protobuf: {} } }), interaction()], {
      metadata: { pactSpecification: { version: '4.0' }, plugins: [{ name: 'protobuf' }] },
    }),
    '',
    'interactions of the plugin protobuf are not replayed, Airlock runs no plugins (1)',
    false,
  ],
];

test('one odd part keeps nothing else from being replayed, and is named', async () => {
  const folder = folderOf(
    Object.fromEntries(leftOut.map(([pact], index) => [`${String(index).padStart(2, '0')}.json`, pact])),
  );

  const result = await verified({ pact: folder });

  expect(result.sections?.['verify']).toMatchObject({
    interactions: leftOut.length,
    verified: leftOut.length,
    leftOut: leftOut.map(([, pointer, reason, isFault], index) => ({
      place: join(folder, `${String(index).padStart(2, '0')}.json${pointer}`),
      reason,
      isFault,
    })),
  });
  expect(result.verdicts).toEqual([
    {
      code: 6,
      reason: expect.stringMatching(/^Not everything could be replayed: .*00\.json \/interactions\/0: null/) as unknown,
    },
  ]);
  expect(result.summary?.join('\n')).toContain('"200": expected a number from 100 to 599');
});

test.each([
  [
    'another provider',
    pactOf([interaction()], { provider: { name: 'airbyte' } }),
    'its provider is "airbyte"; --provider airbyte takes it',
    false,
  ],
  [
    'messages of V3',
    { ...pactOf(undefined, {}, '3.0.0'), messages: [{ description: 'm', contents: {} }] },
    'messages are not replayed, only requests over HTTP (1)',
    false,
  ],
  ['other JSON', { name: 'x', version: '1' }, 'it is no pact: expected consumer, provider and interactions', false],
  ['a list', [interaction()], 'it is no pact: expected consumer, provider and interactions', false],
  ['no interaction', pactOf([]), 'it has no interactions', false],
  ['interactions that are no list', pactOf(null), '/interactions: null: expected a list', true],
  ['half a file', '{"consumer": {"name": "x"}, "inter', 'it is not JSON', true],
])('a file with %s is left out of a folder and refused alone', (_, content, reason, isFault) => {
  const folder = folderOf({ 'a.json': content, 'b.json': pactOf([interaction()]) });
  const file = join(folder, 'a.json');

  const loaded = loadPacts(folder);

  expect(loaded.pacts.map(({ consumer }) => consumer)).toEqual(['team-a']);
  expect(loaded.leftOut).toEqual([{ place: file, reason: expect.stringContaining(reason) as unknown, isFault }]);
  expect(() => loadPacts(file)).toThrow(`Cannot read pacts at "${file}": nothing in it can be replayed: ${reason}`);
});

test('a folder in which nothing can be replayed is refused with what is there', () => {
  const folder = folderOf({
    'a.json': pactOf([interaction()], { provider: { name: 'one' } }),
    'b.json': '{}',
    'c.json': '{',
    'd.json': '[]',
  });

  expect(() => loadPacts(folder)).toThrow(
    /a\.json: its provider is "one".*b\.json: it is no pact.*c\.json: it is not JSON.*and 1 more; mend it, or name another --pact$/,
  );
  expect(() => loadPacts(folderOf({}))).toThrow('it holds no .json file; run: airlock contract');
});

test('another name of the provider is taken when it is asked for', () => {
  const folder = folderOf({
    'a.json': pactOf([interaction()], { provider: { name: 'airbyte' }, consumer: { name: 'one' } }),
    'b.json': pactOf([interaction()]),
  });

  const { pacts, leftOut: others } = loadPacts(folder, 'airbyte');

  expect(pacts.map(({ consumer }) => consumer)).toEqual(['one']);
  expect(others).toEqual([
    {
      place: join(folder, 'b.json'),
      reason: expect.stringContaining('--provider airbyte-web-backend') as unknown,
      isFault: false,
    },
  ]);
});

describe('a request', () => {
  const get = { method: 'POST', path: '/api/v1/web_backend/connections/get' };
  const asJson = { 'Content-Type': ['application/json'] };
  const unknown = '00000000-0000-4000-8000-0000000000ff';
  const bodies = [
    ['without a content type', { ...get, body: json({ connectionId: unknown }) }, `{"connectionId":"${unknown}"}`],
    [
      'that is large',
      { ...get, headers: asJson, body: json({ x: 'x'.repeat(200_000) }) },
      `{"x":"${'x'.repeat(200_000)}"}`,
    ],
    [
      'that is no JSON',
      { ...get, headers: asJson, body: { ...json(Buffer.from('{"a":').toString('base64')), encoded: 'base64' } },
      '{"a":',
    ],
    [
      'with a number beyond doubles',
      { ...get, headers: asJson, body: { ...json('{"a":12345678901234567890}'), encoded: 'json' } },
      '{"a":12345678901234567890}',
    ],
  ] as const;

  test('reaches the target as the pact has it: without a content type, large, broken, with big numbers', async () => {
    const pact = pactOf(bodies.map(([description, request]) => interaction({ description, request, response: {} })));
    const sent: Call[] = [];

    await verified({ pact: join(folderOf({ 'a.json': pact }), 'a.json') }, (call) => void sent.push(call));

    const texts = sent.flatMap((call) => ('bodyText' in call ? [call.bodyText] : []));
    expect(texts).toEqual(bodies.map(([, , text]) => text));
  });
});

test('what is no pact does not keep spec diff from reading the others', () => {
  const get = { method: 'POST', path: '/api/v1/web_backend/connections/get' };
  const folder = folderOf({ 'a.json': '{', 'b/c.json': pactOf([null, interaction({ request: get })]), 'd.json': {} });
  const left: string[] = [];

  const pinned = readPacts(folder, ({ file }) => left.push(file));

  expect(pinned.map(({ consumer, operation }) => [consumer, operation])).toEqual([
    ['team-a', 'webBackendGetConnection'],
  ]);
  expect(left).toEqual([join(folder, 'a.json'), join(folder, 'd.json')]);
});

test('what is left out stands in the HTML report', () => {
  const leftOut = [{ place: 'pacts/x.json', reason: 'its provider is "airbyte"', isFault: false }];

  const html = renderHtml(sampleReport({ verify: { results: [], leftOut } }));

  expect(html.replaceAll('<wbr>', '')).toContain('pacts/x.json');
  expect(html).toContain('its provider is &quot;airbyte&quot;');
});

test('contract leaves the pacts of others in its folder, and takes away its own that are no longer declared', async () => {
  const own = readFileSync(join(import.meta.dirname, '../../pacts/airbyte-webapp-airbyte-web-backend.json'), 'utf8');
  const out = folderOf({
    'airbyte-of-old-airbyte-web-backend.json': own,
    'team-a-airbyte-web-backend.json': pactOf([interaction({ comments: { text: ['theirs'], reads: { '': 'all' } } })]),
    'broken-airbyte-web-backend.json': '{',
  });

  await writePacts({ out });

  expect(readdirSync(out).toSorted()).toEqual([
    'airbyte-config-api-client-airbyte-web-backend.json',
    'airbyte-webapp-2.0-airbyte-web-backend.json',
    'airbyte-webapp-airbyte-web-backend.json',
    'broken-airbyte-web-backend.json',
    'team-a-airbyte-web-backend.json',
  ]);
});

test('contract for one generation leaves the pacts of the other one', async () => {
  const own = readFileSync(
    join(import.meta.dirname, '../../pacts/airbyte-webapp-2.0-airbyte-web-backend.json'),
    'utf8',
  );
  const out = folderOf({ 'airbyte-webapp-2.0-airbyte-web-backend.json': own });

  await writePacts({ out, consumers: consumersOf(['2023']) });

  expect(readdirSync(out)).toContain('airbyte-webapp-2.0-airbyte-web-backend.json');
});

async function verified(
  options: Omit<VerifyPactsOptions, 'target'>,
  onCall: (call: Call) => void = () => {},
): Promise<StepResult> {
  return onTarget(backend, (target) => {
    const send: typeof target.send = (call, ...more) => {
      onCall(call);
      return target.send(call, ...more);
    };
    return verifyPacts({ ...options, target: { ...target, send } });
  });
}
