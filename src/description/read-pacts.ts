/** Reads pact files, V2 to V4, as far as `spec diff` needs them: what each interaction sends, gets and where it is read. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readText } from '../files/read-text.ts';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { PinnedInteraction } from './consumer-effects.ts';
import { isObject, listAt, objectAt, textAt } from './json.ts';

/**
 * All interactions about the eight operations in a file or in every `.json` of a folder.
 * @throws {TypeError} for a file that is no pact.
 */
export async function readPacts(path: string): Promise<readonly PinnedInteraction[]> {
  const files = await pactFiles(path);
  return files.flatMap(readPact);
}

async function pactFiles(path: string): Promise<readonly string[]> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined)
    throw new TypeError(`Cannot read pacts "${path}": there is no such file or folder; run: airlock contract`);
  if (!found.isDirectory()) return [path];
  const names = await readdir(path);
  return names
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => join(path, name));
}

function readPact(file: string): readonly PinnedInteraction[] {
  let pact: unknown;
  try {
    pact = JSON.parse(readText(file));
  } catch {
    throw new TypeError(`Cannot read pact ${file}: it is not JSON; expected a pact file`);
  }
  const consumer = textAt(objectAt(pact, 'consumer'), 'name');
  if (consumer === undefined || !Array.isArray(isObject(pact) ? pact['interactions'] : undefined))
    throw new TypeError(`Cannot read pact ${file}: expected "consumer" and "interactions"`);
  return listAt(pact, 'interactions').flatMap((interaction) => {
    const request = objectAt(interaction, 'request');
    const response = objectAt(interaction, 'response');
    const path = textAt(request, 'path') ?? '';
    const operation = operationIds.find((id) => path.endsWith(operations[id].path));
    if (operation === undefined) return [];
    const requestBody = contentOf(request['body']);
    const responseBody = contentOf(response['body']);
    const status = response['status'];
    return [
      {
        consumer,
        description: textAt(interaction, 'description') ?? 'without description',
        operation,
        status: typeof status === 'number' ? status : 200,
        ...(requestBody === undefined ? {} : { requestBody }),
        ...(responseBody === undefined ? {} : { responseBody }),
        usedBy: Object.fromEntries(
          Object.entries(objectAt(objectAt(interaction, 'comments'), 'reads')).map(([place, use]) => [
            place,
            String(use),
          ]),
        ),
      },
    ];
  });
}

/** V4 wraps a body in `{content, contentType, encoded}`; older versions have it bare. */
function contentOf(body: unknown): unknown {
  if (!isObject(body) || !('content' in body) || !('contentType' in body)) return body;
  const { content, encoded } = body;
  if (encoded === 'base64' && typeof content === 'string')
    return parsed(Buffer.from(content, 'base64').toString('utf8'));
  return encoded === 'json' && typeof content === 'string' ? parsed(content) : content;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
