import { binary, bottomless, byteOrderMark, crlf, description, utf16 } from './odd-content.ts';
import type { OddInput } from './odd-input.ts';

type Content = string | Uint8Array | null;

/** Names differ, because a process loads a description once. */
let serial = 0;
function wrong(title: string, content: Content, says: OddInput['says'] = []): OddInput {
  const name = `odd-${(serial += 1)}.json`;
  return {
    title: `a description: ${title}`,
    words: `spec check ${name}`,
    files: { [name]: content },
    exit: 2,
    says: [name, ...[says].flat()],
  };
}

function unusable(title: string, content: Content, says: OddInput['says'] = []): OddInput {
  const name = `odd-${(serial += 1)}.json`;
  return {
    title: `a release to judge by: ${title}`,
    words: `fuzz --dry-run --seed 1 --openapi ${name}`,
    files: { [name]: content },
    exit: 2,
    says: [name, ...[says].flat()],
  };
}

/** Checked, and at fault. */
function contradictory(title: string, content: string): OddInput {
  const name = `odd-${(serial += 1)}.json`;
  return {
    title: `a description: ${title}`,
    words: `spec check ${name}`,
    files: { [name]: content },
    exit: 1,
    says: [name, 'contradicts itself'],
  };
}

function right(title: string, content: string | Uint8Array, says: OddInput['says'] = 'odd'): OddInput {
  const name = `odd-${(serial += 1)}.yaml`;
  return { title: `a description: ${title}`, words: `spec check ${name}`, files: { [name]: content }, exit: 0, says };
}

const cyclic = '{"$ref":"#/components/schemas/A"}';
const models = (text: string): string => `"components":{"schemas":${text}},`;
const yaml = `openapi: 3.0.0
info: {title: x, version: "1"}
paths:
  /v1/web_backend/connections/get:
    post:
      operationId: webBackendGetConnection
      responses:
        "200": {description: ok, content: {application/json: {schema: {type: object}}}}
`;

export const descriptionFiles: readonly OddInput[] = [
  wrong('a folder', null, 'folder'),
  wrong('an empty file', '', 'empty'),
  wrong('blanks', ' \n\t', 'empty'),
  wrong('a file that breaks off', description().slice(0, 60), 'YAML'),
  wrong('null', 'null', 'object'),
  wrong('a list', '[]', 'object'),
  wrong('a text', '"x"', 'object'),
  wrong('no version', '{}', 'OpenAPI 3.0 or 3.1'),
  wrong('a version that is a number', '{"openapi":3.1}', 'OpenAPI 3.0 or 3.1'),
  wrong('a version of the future', '{"openapi":"4.0.0"}', ['4.0.0', '3.0 or 3.1']),
  wrong('Swagger 2', '{"swagger":"2.0"}', ['Swagger 2.0', '3.0 or 3.1']),
  wrong('a page', '<!doctype html><html></html>', 'HTML'),
  wrong('bytes', binary),
  wrong('NUL in the middle', `{"openapi":\u0000"3.1.0"}`),
  wrong('nested without end', `{"openapi":"3.1.0","x":${bottomless}}`, 'nested'),
  wrong('YAML with a tab', 'openapi: 3.0.0\n\tpaths: {}\n', 'YAML'),
  wrong('YAML with a name twice', `${yaml}info: {}\n`, 'YAML'),
  wrong(
    'YAML that grows with every alias',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
      .split('')
      .map(
        (name, index) =>
          `${name}: &${name} [${'abcdefghi'
            .charAt(index)
            .split('')
            .flatMap((last) => Array.from({ length: 9 }, () => `*${last}`))
            .join(',')}]`,
      )
      .join('\n')}\n`,
    'alias',
  ),
  wrong('no paths', '{"openapi":"3.1.0"}', 'web backend operations'),
  wrong('paths that are null', '{"openapi":"3.1.0","paths":null}', 'web backend operations'),
  wrong('paths that are a list', '{"openapi":"3.1.0","paths":[1]}', 'web backend operations'),
  wrong(
    'an operation that is null',
    '{"openapi":"3.1.0","paths":{"/v1/web_backend/connections/get":{"post":null}}}',
    'web backend operations',
  ),
  wrong(
    'paths named like members of every object',
    '{"openapi":"3.1.0","paths":{"__proto__":{"post":{}},"constructor":{"post":{}},"toString":null}}',
    'web backend operations',
  ),
  unusable(
    'paths of somebody else',
    '{"openapi":"3.1.0","paths":{"/pets":{"get":{"responses":{}}}}}',
    'web backend operations',
  ),
  contradictory('a reference to itself', description(cyclic, models(`{"A":${cyclic}}`))),
  contradictory('a reference to nothing', description('{"$ref":"#/components/schemas/Nothing"}')),
  contradictory('a reference to another file', description('{"$ref":"other.json#/A"}')),
  unusable('a schema that is none', description('{"type":"objekt"}')),
  unusable(
    'a pattern that is none',
    description('{"type":"object","properties":{"a":{"type":"string","pattern":"("}}}'),
  ),
  unusable('a folder', null, 'folder'),
  right('YAML with a byte order mark and the line ends of Windows', crlf(`${byteOrderMark}${yaml}`)),
  right('JSON in UTF-16', utf16(description())),
  right('JSON with a byte order mark', `${byteOrderMark}${description()}`),
  right(
    'models named like members of every object',
    description(
      '{"$ref":"#/components/schemas/constructor"}',
      models(
        '{"constructor":{"type":"object","properties":{"__proto__":{"type":"string"},"toString":{"type":"string"}}}}',
      ),
    ),
  ),
  right(
    'a model that contains itself',
    description(
      '{"$ref":"#/components/schemas/A"}',
      models('{"A":{"type":"object","properties":{"a":{"$ref":"#/components/schemas/A"}}}}'),
    ),
  ),
  right('JSON with a name twice', description().replace('"openapi"', '"openapi":"4.0","openapi"')),
  {
    title: 'the same odd description twice, compared',
    words: 'spec diff odd-a.json odd-b.json',
    files: { 'odd-a.json': description(), 'odd-b.json': `${byteOrderMark}${description()}` },
    exit: 0,
    says: '',
  },
  {
    title: 'contracts against a description that is a folder',
    words: 'contract --against folder',
    files: { folder: null },
    exit: 2,
    says: 'folder',
  },
];
