/**
 * Makes the test data of a release from a folder of full recordings:
 * `node --import tsx test/lab/recordings/reduce-recording.ts <folder> <release>`.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { isObject, listAt, member, objectAt, textAt } from '../../../src/json/json.ts';
import type { JsonObject } from '../../../src/json/json.ts';
import type { RecordedExchange, RecordedSeed } from './recording.ts';

/** A line of a full recording. */
interface FullExchange extends Omit<RecordedExchange, 'run' | 'body' | 'bytes' | 'answer' | 'more'> {
  readonly request?: { readonly json?: unknown; readonly text?: string; readonly tooLarge?: number };
  readonly answer?: { readonly json?: unknown; readonly text?: string; readonly more?: number };
}

const [folder = '', release = ''] = process.argv.slice(2);
const ids = JSON.parse(readFileSync(join(folder, 'ids.json'), 'utf8')) as RecordedSeed['ids']; // roles and ids
const runs = readdirSync(folder).filter((name) => name.endsWith('.ndjson.gz'));
const full = runs.flatMap((name) =>
  gunzipSync(readFileSync(join(folder, name)))
    .toString()
    .trim()
    .split('\n')
    .map((line) => ({ run: name.replace('.ndjson.gz', ''), ...(JSON.parse(line) as FullExchange) })),
);
const lines = [{ ids, reads: firstReads() }, ...full.map(reduced)];
const target = new URL(`./${release}.ndjson.gz`, import.meta.url);
writeFileSync(target, gzipSync(lines.map((line) => JSON.stringify(line)).join('\n'), { level: 9 }));

/** The runs do not write to seeded connections: any read shows the seed. */
function firstReads(): readonly JsonObject[] {
  const seeded = new Set(Object.values(ids['connections'] ?? {}));
  const reads = new Map<string, JsonObject>();
  for (const { status, answer } of full) {
    const read = answer?.json;
    const id = textAt(read, 'connectionId');
    if (status === 200 && isObject(read) && id !== undefined && seeded.has(id) && !reads.has(id)) reads.set(id, read);
  }
  return [...reads.values()];
}

function reduced({ request, answer, ...rest }: FullExchange & { readonly run: string }): RecordedExchange {
  const sent =
    request?.text ?? (request !== undefined && 'json' in request ? JSON.stringify(restored(request.json)) : undefined);
  const json = restored(answer?.json);
  const said = JSON.stringify(json) ?? '';
  const { n, run, method, path, contentType, status, answerType } = rest;
  // Only an answer tells what was asked for; release 2.0.0 does not quote it, and any type that is not JSON does.
  const accept = /Specified Accept Types \[([^\]]*)\]/.exec(said)?.[1] ?? (status === 406 ? 'text/csv' : undefined);
  return {
    run,
    n,
    method,
    path,
    ...(contentType === undefined ? {} : { contentType }),
    ...(accept === undefined ? {} : { accept }),
    ...bodyOf(sent, said),
    status,
    ...(answerType === undefined ? {} : { answerType }),
    ...(json === undefined ? {} : { answer: shortened(json) }),
    ...(answer?.text === undefined ? {} : { answerText: answer.text }),
    ...(answer?.more === undefined ? {} : { more: answer.more }),
  };
}

/** The recorder lost members called `__proto__`; where a field of that name is selected, there was one. */
function restored(body: unknown): unknown {
  for (const entry of listAt(objectAt(body, 'syncCatalog'), 'streams')) {
    const isSelected = listAt(objectAt(entry, 'config'), 'selectedFields').some(
      (field) => listAt(field, 'fieldPath')[0] === '__proto__',
    );
    const properties = member(objectAt(objectAt(entry, 'stream'), 'jsonSchema'), 'properties');
    if (isSelected && isObject(properties))
      Object.defineProperty(properties, '__proto__', { value: { type: 'string' }, enumerable: true });
  }
  return body;
}

/** Bytes that are no UTF-8 were recorded as U+FFFD; the answer says that they were 0xff. */
function bodyOf(sent: string | undefined, said: string): Pick<RecordedExchange, 'body' | 'bytes'> {
  if (sent === undefined) return {};
  if (!said.includes('start byte 0xff') || !sent.includes('\uFFFD')) return { body: sent };
  return { bytes: Buffer.from(sent.replaceAll('\uFFFD', '\u00ff'), 'latin1').toString('base64') };
}

/** Without what is not compared: stack traces, and the actors that the seed decides. */
function shortened(answer: unknown): unknown {
  if (!isObject(answer)) return answer;
  const { source, destination, exceptionStack, rootCauseExceptionStack, ...rest } = answer;
  if (Array.isArray(member(answer, 'connections')))
    return {
      ...answer,
      connections: (answer['connections'] as readonly unknown[]).map((item) => shortened(item)), // an array, as just seen
    };
  return {
    ...rest,
    ...(source === undefined ? {} : { source: {} }),
    ...(destination === undefined ? {} : { destination: {} }),
    ...(exceptionStack === undefined ? {} : { exceptionStack: [] }),
    ...(rootCauseExceptionStack === undefined ? {} : { rootCauseExceptionStack: [] }),
  };
}
