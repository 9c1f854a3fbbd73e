/** Bodies as bytes, and the headers that come with them. Seen on a real server of release 0.44.5. */
import { describe, expect, test } from 'vitest';
import { serveEachTest, send, messageOf } from './emulated-server.ts';
import { textAt } from '../../../src/json/json.ts';

serveEachTest();

describe('bodies', () => {
  const unknown = '{"connectionId":"dddddddd-dddd-4ddd-8ddd-dddddddddddd"}';

  test.each([
    ['a byte order mark', Buffer.from(`\uFEFF${unknown}`), 404],
    ['half a word behind the document', Buffer.from(`${unknown} trailing`), 404],
    ['another word behind it', Buffer.from(`${unknown} airlock`), 422],
    ['a second document', Buffer.from(`${unknown} ${unknown}`), 400],
    ['a bracket too many', Buffer.from(`${unknown}}`), 422],
    ['UTF-16', Buffer.from(unknown, 'utf16le'), 422],
    ['latin-1', Buffer.from('{"connectionId":"é"}', 'latin1'), 422],
    ['20,000 levels where nobody reads', Buffer.from(`{"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`), 500],
    ['nothing', Buffer.from(''), 400],
    ['the number seven', Buffer.from('7'), 400],
    ['two commas', Buffer.from('{"a":1,,}'), 422],
    ['a leading zero', Buffer.from('{"a":01}'), 422],
  ])('with %s are answered so', async (_title, body, status) => {
    expect((await send('web_backend/connections/get', body)).status).toBe(status);
  });

  test.each([
    ['{"a":01}', 'Invalid numeric value: Leading zeroes not allowed'],
    ['{"a":1.}', "Unexpected character ('}' (code 125)) in numeric value: Decimal point not followed by a digit"],
    ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value"],
    ['{"a":1 2}', "Unexpected character ('2' (code 50)): was expecting comma to separate Object entries"],
    ['{"a":[1}', "Unexpected close marker '}': expected ']' (for Array starting at"],
    [String.raw`{"a":"\x"}`, "Unrecognized character escape 'x' (code 120)"],
    ['{"a":trux}', "Unrecognized token 'trux': was expecting (JSON String, Number, Array"],
  ])('%s is refused in the words of the parser', async (body, words) => {
    const answer = await send('web_backend/connections/get', body);

    expect(messageOf(answer)).toContain(`Invalid json. ${words}`);
    expect(textAt(answer.body, 'exceptionClassName')).toBe('com.fasterxml.jackson.core.JsonParseException');
  });

  test.each([
    [{ 'content-type': 'nonsense' }, 400],
    [{ 'content-type': 'Application/JSON' }, 404],
    [{ 'content-type': 'application/json; charset=iso-8859-1' }, 404],
    [{ 'content-type': 'text/json' }, 415],
    [{ accept: 'application/*' }, 406],
    [{ accept: 'text/html, */*' }, 404],
  ])('with %j are answered with %i', async (headers, status) => {
    expect((await send('web_backend/connections/get', unknown, headers)).status).toBe(status);
  });

  test('are not needed where nothing reads them', async () => {
    const path = 'web_backend/geographies/list';

    expect((await send(path, '{}', { 'content-type': undefined })).status).toBe(200);
    expect((await send(path, '{}', { 'content-type': 'text/plain' })).status).toBe(415);
  });
});
