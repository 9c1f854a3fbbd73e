import { binary, bottomless, byteOrderMark, crlf, listInteraction, pact, pactOf, utf16 } from './odd-content.ts';
import type { OddInput } from './odd-input.ts';

/** One file that is no pact, named in the message. */
function wrong(title: string, content: string | Uint8Array | null, says: OddInput['says'] = []): OddInput {
  return {
    title,
    words: 'verify --pact odd.json',
    files: { 'odd.json': content },
    exit: 2,
    says: ['odd.json', ...[says].flat()],
  };
}

/** A pact that holds on the embedded backend. */
function right(
  title: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  says: OddInput['says'] = '1 of 1 interactions hold',
): OddInput {
  return { title, words: 'verify --pact pacts', files, exit: 0, says };
}

const message = {
  consumer: { name: 'somebody' },
  provider: { name: 'airbyte-web-backend' },
  metadata: { pactSpecification: { version: '4.0' } },
  interactions: [
    {
      type: 'Asynchronous/Messages',
      description: 'an event',
      contents: { content: { a: 1 }, contentType: 'application/json', encoded: false },
    },
  ],
};
const messageOfOthers = JSON.stringify({
  consumer: { name: 'somebody' },
  provider: { name: 'events' },
  messages: [{ description: 'an event', contents: { a: 1 } }],
  metadata: { pactSpecification: { version: '3.0.0' } },
});

export const pactFiles: readonly OddInput[] = [
  wrong('an empty pact', '', 'JSON'),
  wrong('a pact that breaks off', pact().slice(0, 100), 'JSON'),
  wrong('a pact that is null', 'null', 'consumer'),
  wrong('a pact that is a list', '[]', 'consumer'),
  wrong('a pact that is a text', '"pact"', 'consumer'),
  wrong('a pact without members', '{}', 'consumer'),
  wrong('a pact of bytes', binary, 'JSON'),
  wrong('a pact that is nested without end', bottomless, 'consumer'),
  wrong('interactions that are null', pact({ interactions: null }), 'interactions'),
  wrong('interactions that are an object', pact({ interactions: {} }), 'interactions'),
  wrong('an interaction that is null', pact({ interactions: [null] }), 'interactions'),
  wrong('an interaction that is a text', pact({ interactions: ['get'] }), 'interactions'),
  wrong('a status that is a word', pactOf({ response: { status: 'ok' } }), 'status'),
  wrong('a status that is a text of digits', pactOf({ response: { status: '200' } }), 'status'),
  wrong('a method that is a number', pactOf({ request: { ...listInteraction.request, method: 1 } }), 'method'),
  wrong('only another provider', pact({ provider: { name: 'airbyte' } }), ['"airbyte"', '--provider airbyte']),
  wrong('only messages', JSON.stringify(message), 'message'),
  wrong('no interaction at all', pact({ interactions: [] }), 'interaction'),
  {
    title: 'an empty folder of pacts',
    words: 'verify --pact pacts',
    files: { pacts: null },
    exit: 2,
    says: ['"pacts"', 'airlock contract'],
  },
  {
    title: 'a folder named like a pact',
    words: 'verify --pact pacts',
    files: { 'pacts/a.json': null },
    exit: 2,
    says: '"pacts"',
  },
  {
    title: 'a folder with one broken pact',
    words: 'verify --pact pacts',
    files: { 'pacts/a.json': pact(), 'pacts/b.json': '{' },
    exit: 6,
    says: 'b.json',
  },
  {
    title: 'a state that nobody knows',
    words: 'verify --pact pacts',
    files: { 'pacts/a.json': pactOf({ providerStates: [{ name: 'toString' }] }) },
    exit: 6,
    says: 'toString',
  },
  {
    title: 'a broken pact of another team',
    words: 'verify --pact pacts',
    files: { 'pacts/a.json': pactOf({ response: { status: 418 } }) },
    exit: 1,
    says: 'somebody',
  },
  {
    title: 'a pact of another team that deletes, and only reading is allowed',
    words: 'verify --read-only --target {backend} --workspace {workspace} --pact pacts',
    files: {
      'pacts/a.json': pactOf({ request: { method: 'POST', path: '/api/v1/connections/delete', body: {} } }),
    },
    exit: 6,
    says: '/connections/delete',
  },
  {
    title: 'a pact that asks for the whole of nothing',
    words: 'verify --pact pacts',
    files: { 'pacts/a.json': pactOf({ request: { method: 'GET', path: '/' }, response: { status: 200 } }) },
    exit: 6,
    says: 'GET /api/',
  },
  {
    title: 'an interaction without a request, and one whose path is a list',
    words: 'verify --pact pacts',
    files: {
      'pacts/a.json': pact({
        interactions: [
          { ...listInteraction, request: null },
          { ...listInteraction, description: 'another', request: { ...listInteraction.request, path: [] } },
        ],
      }),
    },
    exit: 6,
    says: 'GET /api/',
  },
  {
    title: 'a consumer named __proto__',
    words: 'verify --pact pacts',
    files: { 'pacts/a.json': pact({ consumer: { name: '__proto__' } }) },
    exit: 0,
    says: '__proto__: 1 verified',
  },
  {
    title: 'a consumer with a terminal sequence',
    words: 'verify --pact pacts',
    files: { 'pacts/a.json': pact({ consumer: { name: '\u001B[2Jx' } }) },
    exit: 0,
    says: '1 of 1 interactions hold',
  },
  right('a pact with a byte order mark and the line ends of Windows', {
    'pacts/a.json': crlf(`${byteOrderMark}${pact()}\n`),
  }),
  right('a pact in UTF-16', { 'pacts/a.json': utf16(pact()) }),
  right('provider states that are null', { 'pacts/a.json': pactOf({ providerStates: null }) }),
  right('a provider state in the form of specification 2', {
    'pacts/a.json': pactOf({ providerStates: undefined, providerState: 'a workspace' }),
  }),
  right('a consumer that is a text', { 'pacts/a.json': pact({ consumer: 'somebody' }) }),
  right('no provider, no name, no description and no answer', {
    'pacts/a.json': pact({
      consumer: {},
      provider: null,
      interactions: [{ ...listInteraction, description: {}, response: null }],
    }),
  }),
  right('provider states that are a number', { 'pacts/a.json': pactOf({ providerStates: 1 }) }, 'providerStates'),
  right('a pact in a sub-folder', { 'pacts/team-a/x.json': pact() }),
  right('messages of another provider in the folder', { 'pacts/a.json': pact(), 'pacts/b.json': messageOfOthers }),
  right('messages beside a pact', { 'pacts/a.json': pact(), 'pacts/b.json': JSON.stringify(message) }, [
    '1 of 1 interactions hold',
    'b.json',
  ]),
  {
    title: 'a pact that the comparison of descriptions cannot read',
    words: 'spec diff built-in built-in --pact odd.json',
    files: { 'odd.json': '{' },
    exit: 2,
    says: 'odd.json',
  },
];
