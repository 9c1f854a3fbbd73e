/** Pacts as other teams write them: parts to put together, in memory and in folders. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const request = { method: 'POST', path: '/api/v1/web_backend/geographies/list' };
const response = { status: 200 };

/** An interaction of V4 that holds on any server of this API. */
export function interaction(changes: object = {}): object {
  return { type: 'Synchronous/HTTP', description: 'geographies', request, response, ...changes };
}

/** The same in the form of V1 to V3. */
export function olderInteraction(changes: object = {}): object {
  return { description: 'geographies', request, response, ...changes };
}

export function message(): object {
  return { type: 'Asynchronous/Messages', description: 'a message', contents: json({ a: 1 }) };
}

/** A body in the form of V4. */
export function json(content: unknown): object {
  return { content, contentType: 'application/json', encoded: false };
}

export function pactOf(interactions: unknown, changes: object = {}, version = '4.0'): object {
  return {
    consumer: { name: 'team-a' },
    provider: { name: 'airbyte-web-backend' },
    interactions,
    metadata: { pactSpecification: { version } },
    ...changes,
  };
}

/** A fresh folder with these files in it; text is written as it is. */
export function folderOf(files: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-odd-pacts-'));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}
