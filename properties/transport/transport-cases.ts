/** Requests that are no proper calls: bytes, media types, methods and paths. Each lists every status that fits. */
import { operations } from '../../schemas/operations.ts';
import type { OperationId } from '../../schemas/operations.ts';
import { pathOfNothing } from '../../src/target/effect.ts';
import { unknownId as unknown } from '../../src/target/unknown-id.ts';
import type { RawRequest, RawStep } from '../model/case.ts';

const json = { 'content-type': 'application/json', accept: 'application/json' };
const refused = [400, 422];
/** The body is fine apart from its packing; 404 because the id is unknown. */
const lookedUp = [200, 404];
/** A parser may accept extensions of JSON (RFC 8259, section 9). */
const extension = [...refused, ...lookedUp];

interface TransportOptions {
  /** Bodies over the limit are sent. */
  readonly oversized: boolean;
}

/** Steps of the transport phase; none of them can change anything. */
export function transportSteps(options: TransportOptions): readonly RawStep[] {
  const get = operations.webBackendGetConnection;
  const text = JSON.stringify({ connectionId: unknown });
  const at = (
    id: OperationId,
    body: string | Uint8Array | undefined,
    accept: readonly number[],
    changes: Partial<RawRequest> = {},
  ): RawRequest => ({
    method: 'POST',
    path: operations[id].path,
    headers: json,
    aim: id,
    accept,
    ...(body === undefined ? {} : { bodyBase64: Buffer.from(body).toString('base64') }),
    ...changes,
  });
  const cases: readonly (readonly [string, RawRequest])[] = [
    ['malformed JSON', at(get.id, '{"connectionId": }', refused)],
    ['truncated JSON', at(get.id, text.slice(0, -5), refused)],
    ['single quotes', at(get.id, text.replaceAll('"', "'"), extension)],
    ['a trailing comma', at(get.id, text.replace('}', ',}'), extension)],
    ['text after the JSON', at(get.id, `${text} airlock`, [...refused, ...lookedUp])],
    [
      'duplicate keys',
      at(get.id, `{"connectionId":"${unknown}","connectionId":"${unknown}"}`, [...refused, ...lookedUp]),
    ],
    ['a lone surrogate', at(get.id, '{"connectionId":"\\ud800"}', [...refused, 404])],
    [
      'invalid UTF-8',
      at(get.id, Buffer.concat([Buffer.from('{"connectionId":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]), [
        ...refused,
        404,
      ]),
    ],
    [
      'deep nesting',
      at(get.id, `{"connectionId":"${unknown}","x":${'['.repeat(900)}${']'.repeat(900)}}`, [
        ...refused,
        ...lookedUp,
        413,
      ]),
    ],
    ['a byte order mark', at(get.id, `\uFEFF${text}`, [...refused, ...lookedUp])],
    [
      'a charset other than UTF-8',
      at(get.id, Buffer.from(text, 'utf16le'), [415, ...refused, 404], {
        headers: { ...json, 'content-type': 'application/json; charset=utf-16le' },
      }),
    ],
    ['a huge number', at(get.id, `{"connectionId":"${unknown}","x":1${'0'.repeat(400)}}`, [...refused, ...lookedUp])],
    ['NaN', at(get.id, `{"connectionId":"${unknown}","x":NaN}`, extension)],
    ['a comment', at(get.id, `/* airlock */ ${text}`, extension)],
    ['an unescaped control character', at(get.id, `{"connectionId":"${unknown}","x":"a\u0001b"}`, extension)],
    [
      'a member called like a parameter of the server',
      at(get.id, `{"connectionId":"${unknown}","webBackendConnectionRequestBody":{}}`, [...refused, ...lookedUp]),
    ],
    ['an own __proto__', at(get.id, `{"connectionId":"${unknown}","__proto__":{"x":1}}`, [...refused, ...lookedUp])],
    ['an empty body', at(get.id, '', refused)],
    ['only blanks', at(get.id, ' \n ', refused)],
    ['null at the root', at(get.id, 'null', refused)],
    ['a list at the root', at(get.id, `[${text}]`, refused)],
    ['text/plain', at(get.id, text, [415, 400], { headers: { ...json, 'content-type': 'text/plain' } })],
    ['XML', at(get.id, '<connectionId/>', [415, 400], { headers: { ...json, 'content-type': 'application/xml' } })],
    [
      'a form',
      at(get.id, `connectionId=${unknown}`, [415, 400], {
        headers: { ...json, 'content-type': 'application/x-www-form-urlencoded' },
      }),
    ],
    ['no content type', at(get.id, text, [415, ...refused, ...lookedUp], { headers: { accept: 'application/json' } })],
    [
      'a charset parameter',
      at(get.id, text, [415, ...refused, ...lookedUp], {
        headers: { ...json, 'content-type': 'application/json; charset=utf-8' },
      }),
    ],
    ['an Accept without JSON', at(get.id, text, [406, ...lookedUp], { headers: { ...json, accept: 'text/csv' } })],
    ['GET', at(get.id, undefined, [405, 404], { method: 'GET', headers: { accept: 'application/json' } })],
    ['PUT', at(get.id, text, [405, 404], { method: 'PUT' })],
    ['DELETE', at(get.id, undefined, [405, 404], { method: 'DELETE', headers: { accept: 'application/json' } })],
    ['an unknown path', at(get.id, text, [404, 405], { path: pathOfNothing })],
    ['PATCH', at(get.id, text, [405, 404], { method: 'PATCH' })],
    ['a trailing slash', at(get.id, text, [404, 405, 308, 301, ...lookedUp], { path: `${get.path}/` })],
    ['a query string', at(get.id, text, [...refused, ...lookedUp], { path: `${get.path}?airlock=1` })],
    ['no Accept', at(get.id, text, lookedUp, { headers: { 'content-type': 'application/json' } })],
    [
      'an Accept with weights',
      at(get.id, text, lookedUp, { headers: { ...json, accept: 'text/html;q=0.2, */*;q=0.1' } }),
    ],
    ['malformed JSON where no body is declared', at('webBackendCheckUpdates', '{', [200, ...refused])],
    ['a body where none is declared', at('webBackendListGeographies', '{}', [200, ...refused])],
    ['malformed JSON on state/get_type', at('getStateType', '{', refused)],
    ['malformed JSON on connections/list', at('webBackendListConnectionsForWorkspace', '{"workspaceId"', refused)],
    ['malformed JSON on connections/create', at('webBackendCreateConnection', '{"status":', refused)],
    ['malformed JSON on connections/update', at('webBackendUpdateConnection', 'null}', refused)],
    ...(options.oversized
      ? ([
          [
            'a body over 10 MiB',
            at(get.id, `{"connectionId":"${unknown}","x":"${'x'.repeat(10 * 1024 * 1024)}"}`, [
              413,
              ...refused,
              ...lookedUp,
            ]),
          ],
        ] as const)
      : []),
  ];
  return cases.map(([label, raw]) => ({ operation: 'transport', raw, intent: { kind: 'transport', label } }));
}
