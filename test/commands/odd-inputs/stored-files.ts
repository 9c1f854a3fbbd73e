import { binary, bottomless, byteOrderMark, catalog, crlf, discovered, utf16 } from './odd-content.ts';
import type { OddInput } from './odd-input.ts';

type Content = string | Uint8Array | null;

function known(title: string, content: Content, says: OddInput['says'] = []): OddInput {
  return {
    title: `accepted findings: ${title}`,
    words: 'fuzz --dry-run --seed 1 --known odd.json',
    files: { 'odd.json': content },
    exit: 2,
    says: ['odd.json', ...[says].flat()],
  };
}

const today = '2020-01-01';
const entry = (members: string): string => `{"findings":[{"signature":"a b","reason":"c"${members}}]}`;

export const knownFiles: readonly OddInput[] = [
  { words: 'fuzz --dry-run --seed 1 --known nowhere.json', exit: 2, says: ['"nowhere.json"', '--known'] },
  known('a folder', null, 'folder'),
  known('an empty file', '', 'JSON'),
  known('a file that breaks off', '{"findings":[{"sig', 'JSON'),
  known('null', 'null', 'findings'),
  known('a text', '"x"', 'findings'),
  known('an object without findings', '{}', 'findings'),
  known('findings that are an object', '{"findings":{}}', 'findings'),
  known('an entry that is null', '[null]', 'entry 1'),
  known('an entry without a reason', '[{"signature":"a"}]', ['entry 1', 'reason']),
  known('a signature that is a number', '[{"signature":1,"reason":"a"}]', ['entry 1', 'signature']),
  known('an expiry that is no date', entry(',"expires":"soon"'), ['entry 1', 'soon']),
  known('an impossible date', entry(',"expires":"2027-02-31"'), ['entry 1', '2027-02-31']),
  known('an expiry that is a number', entry(',"expires":20270131'), ['entry 1', 'expires']),
  known('a file nested without end', bottomless, 'entry 1'),
  known('bytes', binary, 'JSON'),
  {
    title: 'accepted findings in the usual place that are no JSON',
    words: 'fuzz --dry-run --seed 1',
    files: { 'airlock.known.json': '{' },
    exit: 2,
    says: 'airlock.known.json',
  },
  {
    title: 'accepted findings in the usual place that are a folder',
    words: 'fuzz --dry-run --seed 1',
    files: { 'airlock.known.json': null },
    exit: 2,
    says: 'airlock.known.json',
  },
  {
    title: 'accepted findings with a byte order mark, the line ends of Windows, and one that has expired',
    words: 'fuzz --dry-run --seed 1 --known odd.json',
    files: { 'odd.json': crlf(`${byteOrderMark}${entry(`,"expires":"${today}"`)}\n`) },
    exit: 0,
    says: 'seed',
  },
  {
    title: 'accepted findings in UTF-16',
    words: 'fuzz --dry-run --seed 1 --known odd.json',
    files: { 'odd.json': utf16('[]') },
    exit: 0,
    says: 'seed',
  },
  {
    title: 'accepted findings named like members of every object',
    words: 'fuzz --dry-run --seed 1 --known odd.json',
    files: { 'odd.json': '[{"signature":"__proto__","reason":"constructor","__proto__":{"expires":1}}]' },
    exit: 0,
    says: 'seed',
  },
];

function finding(title: string, content: Content, says: OddInput['says'] = []): OddInput {
  return {
    title: `a finding: ${title}`,
    words: 'replay --target {backend} --workspace {workspace} odd.json',
    files: { 'odd.json': content },
    exit: 2,
    says: ['odd.json', ...[says].flat()],
  };
}

/** A finding that says where it was found, and not what was sent. */
function unsendable(title: string, content: string): OddInput {
  return { ...finding(title, content), exit: 6, says: ['3f9c2a10', 'could not be sent again'] };
}

const stored = (testCase: string, target = '{"url":"http://127.0.0.1:1/api"}'): string =>
  `{"id":"3f9c2a10","check":"no-server-error","operation":"webBackendGetConnection","signature":"a b","title":"t",
"severity":"high","status":"new","reproduction":"confirmed","steps":[],"curl":[],"replay":"airlock replay 3f9c2a10",
"target":${target},"case":${testCase}}`;
const step = (members: string): string => stored(`{"id":"x","phase":"valid","steps":[{${members}}]}`);

export const findingFiles: readonly OddInput[] = [
  finding('a folder', null, 'folder'),
  finding('an empty file', '', 'JSON'),
  finding('a file that breaks off', '{"id":', 'JSON'),
  finding('null', 'null', 'finding'),
  finding('a list', '[]', 'finding'),
  finding('an object without members', '{}', 'finding'),
  finding('UTF-16', utf16('{}'), 'finding'),
  finding('an id that is a number', stored('{}').replace('"3f9c2a10"', '1'), 'id'),
  finding('an address that is none', stored('{"steps":[]}', '{"url":"nonsense"}'), 'nonsense'),
  unsendable('a case that is null', stored('null')),
  unsendable('a case without steps', stored('{}')),
  unsendable('steps that are a text', stored('{"steps":"x"}')),
  unsendable('a step that is null', stored('{"id":"x","phase":"valid","steps":[null]}')),
  unsendable('a step of an operation that there is not', step('"operation":"__proto__","intent":"valid"')),
  unsendable('a step of another intent', step('"operation":"webBackendGetConnection","intent":"toString"')),
  unsendable('a step that is nested without end', stored(`{"id":"x","phase":"valid","steps":${bottomless}}`)),
  {
    title: 'a finding: no target of its own, and none given',
    words: 'replay odd.json',
    files: { 'odd.json': stored('{"steps":[]}').replace('"target"', '"elsewhere"') },
    exit: 2,
    says: ['odd.json', '--target'],
  },
  {
    title: 'a finding: a target that is gone',
    words: 'replay odd.json',
    files: { 'odd.json': stored('{"id":"x","phase":"valid","steps":[]}', '{"url":"{nobody}"}') },
    exit: 3,
    says: 'refused',
  },
];

function corpus(title: string, files: Readonly<Record<string, Content>>, says: OddInput['says']): OddInput {
  return {
    title: `a corpus: ${title}`,
    words: 'fuzz --dry-run --seed 1 --corpus corpus',
    files,
    exit: 2,
    says: ['"corpus"', ...[says].flat()],
  };
}

function usable(title: string, content: string | Uint8Array): OddInput {
  return {
    title: `a corpus: ${title}`,
    words: 'fuzz --dry-run --seed 1 --corpus corpus',
    files: { 'corpus/a.json': content },
    exit: 0,
    says: 'seed',
  };
}

export const corpora: readonly OddInput[] = [
  corpus('that is not there', {}, 'folder'),
  corpus('that is a file of something else', { corpus: 'x' }, 'catalog'),
  corpus('an empty folder', { corpus: null }, '.json'),
  corpus('folders named like files', { 'corpus/a.json': null }, 'catalog'),
  corpus('a file that breaks off', { 'corpus/a.json': '{"streams":[' }, 'catalog'),
  corpus('null', { 'corpus/a.json': 'null' }, 'catalog'),
  corpus('streams that are null', { 'corpus/a.json': '{"streams":[null]}' }, 'catalog'),
  corpus('a file nested without end', { 'corpus/a.json': bottomless }, 'catalog'),
  corpus(
    'a schema nested without end',
    { 'corpus/a.json': `{"streams":[{"name":"a","json_schema":{"properties":{"x":${bottomless}}}}]}` },
    'catalog',
  ),
  corpus('log lines without a catalog', { 'corpus/a.json': '{"type":"LOG"}\nplain\n' }, 'catalog'),
  usable('with a byte order mark', `${byteOrderMark}${catalog}`),
  usable('in UTF-16', utf16(catalog)),
  usable('the output of discover, log lines included', discovered),
  usable(
    'a stream named __proto__',
    '{"streams":[{"name":"__proto__","json_schema":{"properties":{"__proto__":{"type":"string"},"constructor":{}}}}]}',
  ),
];
