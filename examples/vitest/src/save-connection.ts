/** The client: saves a connection with nothing but `fetch`. */
import type { RequestBody, ResponseBody } from 'airlock-harness/schemas';

/** The server does not take it; the message is for the user. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}

/** Resolves to what was saved. @throws {RefusedError} */
export async function saveConnection(
  host: string,
  connection: RequestBody<'webBackendCreateConnection'>,
): Promise<ResponseBody<'webBackendCreateConnection'>> {
  const response = await fetch(`${host}/v1/web_backend/connections/create`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(connection),
  });
  if (response.status >= 400 && response.status < 500)
    throw new RefusedError(`Cannot save "${connection.name ?? ''}": ${await response.text()}`);
  if (!response.ok) throw new Error(`Cannot save: status ${response.status}`);
  return (await response.json()) as ResponseBody<'webBackendCreateConnection'>; // checked by the tests
}
