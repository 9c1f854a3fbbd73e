/** Reads real catalogs from a folder, so that generated bodies start from what connectors really discover. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { readText } from '../../src/files/read-text.ts';
import type { CorpusStream } from '../arbitraries/generation-context.ts';
import { documentsIn } from './documents-in.ts';
import { streamsOf } from './streams-of.ts';

/** A file, or a stream of one, that is not used, and why. */
export interface Rejected {
  readonly file: string;
  readonly reason: string;
}

/**
 * The streams of one file, or of every JSON file below a folder: protocol form (`json_schema`), configured catalogs, and API form, also
 * inside other answers and among the log lines of a connector.
 * @throws {TypeError} when nothing can be read there or no stream can be used.
 */
export function readCorpus(path: string, onRejected: (rejected: Rejected) => void = () => {}): readonly CorpusStream[] {
  const files = filesAt(path);
  const streams: CorpusStream[] = [];
  let rejectedFiles = 0;
  for (const { name, file } of files) {
    const found = streamsIn(file);
    for (const reason of found.reasons) onRejected({ file: name, reason });
    if (found.streams.length === 0) rejectedFiles += 1;
    streams.push(...found.streams);
  }
  if (streams.length === 0)
    throw new TypeError(
      files.length === 0
        ? `Cannot use corpus "${path}": it holds no .json file; expected catalogs such as configured_catalog.json`
        : `Cannot use corpus "${path}": none of its ${rejectedFiles} files is a catalog with streams`,
    );
  return streams;
}

function filesAt(path: string): readonly { readonly name: string; readonly file: string }[] {
  try {
    if (!statSync(path).isDirectory()) return [{ name: path, file: path }];
    return (
      readdirSync(path, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(json|jsonl|ndjson)$/.test(name) && !name.includes('node_modules'))
        // Sorted, so that the same seed draws the same streams on every file system.
        .toSorted()
        .map((name) => ({ name, file: join(path, name) }))
    );
  } catch (error) {
    throw new TypeError(`Cannot read corpus "${path}": expected a folder of JSON files, or one of them`, {
      cause: error,
    });
  }
}

function streamsIn(file: string): ReturnType<typeof streamsOf> {
  let text: string;
  try {
    text = readText(file);
  } catch {
    return { streams: [], reasons: ['it cannot be read'] };
  }
  const documents = documentsIn(text);
  const found = documents.map(streamsOf);
  const used = found.filter(({ streams }) => streams.length > 0);
  if (documents.length === 0) return { streams: [], reasons: ['it is not JSON'] };
  // Beside a catalog, log messages need no word.
  const [first] = found;
  return used.length === 0 && first !== undefined
    ? { streams: [], reasons: first.reasons }
    : { streams: used.flatMap(({ streams }) => streams), reasons: used.flatMap(({ reasons }) => reasons) };
}
