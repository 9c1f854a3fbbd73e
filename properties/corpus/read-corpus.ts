/** Reads real catalogs from a folder, so that generated bodies start from what connectors really discover. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CorpusStream } from '../arbitraries/generation-context.ts';
import { streamsOf } from './streams-of.ts';

/** A file, or a stream of one, that is not used, and why. */
export interface Rejected {
  readonly file: string;
  readonly reason: string;
}

/**
 * The streams of every JSON file below the folder: protocol form (`json_schema`), configured catalogs, and API form, also inside
 * other answers.
 * @throws {TypeError} when the folder cannot be read or holds no usable stream.
 */
export async function readCorpus(
  directory: string,
  onRejected: (rejected: Rejected) => void = () => {},
): Promise<readonly CorpusStream[]> {
  const files = await jsonFiles(directory);
  const streams: CorpusStream[] = [];
  let rejectedFiles = 0;
  for (const file of files) {
    const found = await streamsIn(join(directory, file));
    for (const reason of found.reasons) onRejected({ file, reason });
    if (found.streams.length === 0) rejectedFiles += 1;
    streams.push(...found.streams);
  }
  if (streams.length === 0)
    throw new TypeError(
      files.length === 0
        ? `Cannot use corpus "${directory}": it holds no .json file; expected catalogs such as configured_catalog.json`
        : `Cannot use corpus "${directory}": none of its ${rejectedFiles} files is a catalog with streams`,
    );
  return streams;
}

async function jsonFiles(directory: string): Promise<readonly string[]> {
  let entries: readonly string[];
  try {
    entries = await readdir(directory, { recursive: true });
  } catch (error) {
    throw new TypeError(`Cannot read corpus "${directory}": expected a folder of JSON files`, { cause: error });
  }
  // Sorted, so that the same seed draws the same streams on every file system.
  return entries.filter((name) => name.endsWith('.json') && !name.includes('node_modules')).toSorted();
}

async function streamsIn(
  path: string,
): Promise<{ readonly streams: readonly CorpusStream[]; readonly reasons: readonly string[] }> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    return { streams: [], reasons: ['it cannot be read'] };
  }
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch {
    return { streams: [], reasons: ['it is not JSON'] };
  }
  return streamsOf(value);
}
