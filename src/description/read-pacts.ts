/** Reads pact files, V2 to V4, as far as `spec diff` needs them: what each interaction sends, gets and where it is read. */
import { defined } from '../json/defined.ts';
import { isObject, objectAt, textAt } from '../json/json.ts';
import { operationIds, operations } from '../../schemas/operations.ts';
import type { PinnedInteraction } from './consumer-effects.ts';
import { readPactDocument } from './pact-document.ts';
import type { NoPact, PactDocument } from './pact-document.ts';
import { pactFilesAt } from './pact-files.ts';

/**
 * All interactions about the eight operations in a file, or in every pact below a folder; what is no pact there is told.
 * @throws {TypeError} for a file that is no pact, and a folder without one.
 */
export function readPacts(path: string, onLeftOut: (left: NoPact) => void = () => {}): readonly PinnedInteraction[] {
  const read = pactFilesAt(path).map(readPactDocument);
  const others = read.filter((document): document is NoPact => 'reason' in document);
  const pacts = read.filter((document): document is PactDocument => !('reason' in document));
  const [first] = others;
  if (first !== undefined && pacts.length === 0) throw new TypeError(`Cannot read pact ${first.file}: ${first.reason}`);
  for (const left of others) onLeftOut(left);
  return pacts.flatMap(interactionsIn);
}

function interactionsIn({ consumer, interactions }: PactDocument): readonly PinnedInteraction[] {
  return interactions.flatMap((interaction) => {
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
        ...defined({ requestBody, responseBody }),
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
