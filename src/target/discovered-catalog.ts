/** The discovered catalog of a source, as its connections show it. */
import { textAt } from '../json/json.ts';
import { isAnswer } from './exchange.ts';
import type { Ask } from './list-connections.ts';

/** Its id; `undefined` where the read is of another source, or shows none. */
export function catalogIn(read: unknown, sourceId: string): string | undefined {
  return textAt(read, 'sourceId') === sourceId ? textAt(read, 'catalogId') : undefined;
}

/** Reads the connection; `undefined` where that shows no catalog of the source. */
export async function catalogShownBy(connectionId: string, sourceId: string, ask: Ask): Promise<string | undefined> {
  const outcome = await ask('webBackendGetConnection', { connectionId });
  return isAnswer(outcome) && outcome.status === 200 && outcome.json.ok
    ? catalogIn(outcome.json.value, sourceId)
    : undefined;
}
