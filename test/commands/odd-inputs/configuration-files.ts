import { binary, bottomless, byteOrderMark, crlf, utf16 } from './odd-content.ts';
import type { OddInput } from './odd-input.ts';

const name = 'airlock.config.json';

/** `cleanup` with the given configuration, which is wrong. */
function wrong(content: string | Uint8Array | null, says: OddInput['says'], title?: string): OddInput {
  const shown = typeof content === 'string' ? `configuration ${content}` : '';
  return { title: title ?? shown, words: 'cleanup', files: { [name]: content }, exit: 2, says };
}

function right(content: string | Uint8Array, title: string): OddInput {
  return { title, words: 'cleanup', files: { [name]: content }, exit: 0, says: 'nothing to do' };
}

export const configurationFiles: readonly OddInput[] = [
  wrong('', [name, 'JSON'], 'an empty configuration'),
  wrong('{"seed":', [name, 'JSON']),
  wrong('{"seed":1,}', [name, 'JSON']),
  wrong('// seed\n{"seed":1}', [name, 'JSON'], 'a configuration with a comment'),
  wrong('seed: 1', [name, 'JSON']),
  wrong('null', [name, 'object']),
  wrong('[]', [name, 'object']),
  wrong('"seed"', [name, 'object']),
  wrong('1', [name, 'object']),
  wrong(null, [name, 'folder'], 'a configuration that is a folder'),
  wrong(binary, [name, 'JSON'], 'a configuration of bytes'),
  wrong('{"seed":1}\u0000', [name, 'JSON'], 'a configuration that ends with NUL'),
  wrong(`{"seed":${bottomless}}`, [name, '"seed"'], 'a configuration that is nested without end'),
  wrong('{"sedd":3}', ['"sedd"', name, 'did you mean "seed"?']),
  wrong('{"__proto__":{"seed":1}}', ['"__proto__"', name]),
  wrong('{"constructor":1}', ['"constructor"', name]),
  wrong('{"hasOwnProperty":true}', ['"hasOwnProperty"', name]),
  wrong('{"":1}', ['""', name]),
  wrong('{"seed":true}', ['"seed"', name, 'number']),
  wrong('{"seed":null}', ['"seed"', name, 'number']),
  wrong('{"seed":[1]}', ['"seed"', name, 'number']),
  wrong('{"seed":1e400}', ['"seed"', name, 'number']),
  wrong('{"quiet":"yes"}', ['"quiet"', name, 'true or false']),
  wrong('{"target":false}', ['"target"', name, 'text']),
  wrong('{"target":""}', ['"target"', name]),
  wrong('{"target":"nonsense"}', ['"nonsense"', 'http://localhost:8000/api']),
  wrong('{"workspace":12}', ['"12"', 'UUID']),
  wrong('{"token":"${AIRLOCK_UNSET}"}', ['${AIRLOCK_UNSET}', name]),
  wrong('{"token":"${__proto__}"}', ['${__proto__}', name]),
  wrong('{"header":"X-A: 1"}', ['"header"', name, 'list']),
  wrong('{"header":[1]}', ['"header"', name, 'list']),
  wrong('{"header":["broken"]}', 'Name: value'),
  wrong('{"report":["json","jsn"]}', ['"jsn"', 'did you mean "json"?']),
  wrong('{"report":[]}', '"report"'),
  wrong('{"requestTimeout":5}', ['"5"', '500ms, 30s or 5m']),
  wrong('{"rate-limit":"fast"}', ['"fast"', '20/s']),
  wrong('{"maxRequests":-1}', ['"-1"', 'whole number']),
  wrong('{"\\u001b[2Jseed":1}', ['\\u001b[2Jseed', name], 'a name with a terminal sequence'),
  { ...wrong('{"token":"${EMPTY}"}', ['${EMPTY}', name]), env: { EMPTY: '' } },
  right(`${byteOrderMark}{"seed":1}`, 'a configuration with a byte order mark'),
  right(utf16('{"seed":1}'), 'a configuration in UTF-16'),
  right(crlf('{\n"seed":1\n}\n'), 'a configuration with the line ends of Windows'),
  right(
    '{"$schema":"urn:airlock:configuration:1","max-requests":5,"report":"console"}',
    'names in kebab case and a schema',
  ),
  right('{"seed":1,"seed":2}', 'a configuration that names an option twice'),
  right('{"quiet":false,"header":["X-A: 1"]}', 'a list of headers'),
];
