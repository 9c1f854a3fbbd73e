/** What a run creates, on disk before it is sent: enough to clean up after `kill -9`. */
import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { makeFolder } from '../files/make-folder.ts';

/** First line of a journal: the run and where it works. No secrets. */
export interface JournalHeader {
  readonly runId: string;
  readonly url: string;
  readonly workspaceId: string;
  readonly startedAt: string;
  /** Connections that were there before the run: never the run's, whatever their name. Journals of earlier versions lack it. */
  readonly there?: readonly string[];
}

export interface Journal {
  readonly file: string;
  /** Connections may be created under the run's name prefix from now on; durable when it returns. @throws {TypeError} */
  open(): void;
  created(connectionId: string): void;
  cleaned(connectionId: string): void;
  /** Connections may be created from now on that bear the run's mark in their prefix, and not in their name. False when that could not be written. */
  unnamed(): boolean;
  /** The sandbox is verified empty: the file is removed. */
  close(): void;
}

export interface OpenJournal {
  readonly file: string;
  readonly header: JournalHeader;
  readonly created: readonly string[];
  /** Some bear the run's mark in their prefix, and not in their name. */
  readonly hasUnnamed: boolean;
}

/**
 * The header alone names every connection that the run can create, because all of their names start with the run's prefix: it must be on
 * disk before the first create. Creates whose name is the subject of a case bear the run's mark in their prefix, and are announced by a record
 * of their own. Ids that follow only make cleaning faster.
 */
export function journalFor(homeDir: string, header: JournalHeader, existing?: string): Journal {
  const file = existing ?? join(homeDir, `${header.runId}.journal`);
  let descriptor: number | undefined;
  const append = (record: object): void => {
    if (descriptor !== undefined) writeSync(descriptor, `${JSON.stringify(record)}\n`);
  };
  /** False when the disk is full. */
  const note = (record: object): boolean => {
    try {
      append(record);
      return descriptor !== undefined;
    } catch {
      return false;
    }
  };
  return {
    file,
    open() {
      if (descriptor !== undefined) return;
      try {
        makeFolder(homeDir);
        descriptor = openSync(file, 'a');
        if (existing === undefined) append(header);
        fsyncSync(descriptor);
      } catch (error) {
        descriptor = undefined;
        const reason = error instanceof Error && 'code' in error ? String(error.code) : 'it is not writable';
        throw notKept(homeDir, reason, error);
      }
    },
    // Without these records the header still finds everything that the run can create.
    created: (connectionId) => void note({ created: connectionId }),
    cleaned: (connectionId) => void note({ cleaned: connectionId }),
    unnamed: () => note({ unnamed: true }),
    close() {
      if (descriptor === undefined) return;
      closeSync(descriptor);
      descriptor = undefined;
      rmSync(file, { force: true });
    },
  };
}

/** Before anything is sent: what is there already must be a folder that can be written. @throws {TypeError} as `open` does */
export function assertCanKeepJournals(homeDir: string): void {
  if (!existsSync(homeDir)) return;
  if (!statSync(homeDir).isDirectory()) throw notKept(homeDir, 'it is a file');
  try {
    accessSync(homeDir, constants.W_OK);
  } catch (error) {
    throw notKept(homeDir, 'it cannot be written', error);
  }
}

function notKept(homeDir: string, reason: string, cause?: unknown): TypeError {
  return new TypeError(
    `Cannot keep a journal in "${homeDir}": ${reason}; nothing is created without one; set AIRLOCK_HOME to a folder that can be written`,
    { cause },
  );
}

/** Continues a journal that an earlier run left. */
export function appendToJournal({ file, header }: OpenJournal): Journal {
  return journalFor(dirname(file), header, file);
}

/** Journals that earlier runs left behind. A half-written last line, from a crash, is skipped. */
export function openJournals(homeDir: string): readonly OpenJournal[] {
  return namesIn(homeDir).flatMap((name) => {
    const file = join(homeDir, name);
    const records = linesOf(file).flatMap(parse);
    const header = records.find(isHeader);
    if (header === undefined) return [];
    const cleaned = new Set(records.flatMap((record) => ('cleaned' in record ? [record['cleaned']] : [])));
    const created = records.flatMap((record) =>
      'created' in record && typeof record['created'] === 'string' ? [record['created']] : [],
    );
    return [
      {
        file,
        header,
        created: created.filter((id) => !cleaned.has(id)),
        hasUnnamed: records.some((record) => 'unnamed' in record),
      },
    ];
  });
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.journal'));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it is not readable';
    if (code === 'ENOENT') return [];
    throw new TypeError(`Cannot read the journals in "${folder}": ${code}; set AIRLOCK_HOME to their folder`, {
      cause: error,
    });
  }
}

/** Reads a file; anything else has no lines. */
function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function parse(line: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    const record: unknown = JSON.parse(line);
    return typeof record === 'object' && record !== null ? [record as Record<string, unknown>] : [];
  } catch {
    return [];
  }
}

function isHeader(
  record: Readonly<Record<string, unknown>>,
): record is Readonly<Record<string, unknown>> & JournalHeader {
  const { there = [] } = record;
  return (
    ['runId', 'url', 'workspaceId'].every((key) => typeof record[key] === 'string') &&
    Array.isArray(there) &&
    there.every((id) => typeof id === 'string')
  );
}
