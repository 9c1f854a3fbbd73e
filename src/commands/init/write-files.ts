/** Writes what is missing and changes nothing that is there. */
import { readText } from '../../files/read-text.ts';
import { writeWhole } from '../../report/write-whole.ts';
import type { ProjectFile } from './project-file.ts';
import { UsageError } from '../usage-error.ts';

export interface Written {
  /** A line for the user. */
  readonly text: string;
  readonly isChange: boolean;
}

/** @throws {UsageError} for a folder that cannot be written. */
export function writeFiles(files: readonly ProjectFile[]): readonly Written[] {
  return files.map((file) => (file.kind === 'whole' ? writeMissing(file) : addLines(file)));
}

function writeMissing({ path, text }: Extract<ProjectFile, { kind: 'whole' }>): Written {
  const there = contentOf(path);
  if (there === undefined) {
    write(path, text);
    return { text: `written   ${path}`, isChange: true };
  }
  const missing = missingIn(there, text);
  const named = missing.slice(0, 3).join(' ');
  return {
    text: `kept      ${path}${missing.length === 0 ? '' : `; it was there, without: ${named}${missing.length > 3 ? ' …' : ''}`}`,
    isChange: false,
  };
}

function addLines({ path, lines }: Extract<ProjectFile, { kind: 'lines' }>): Written {
  const there = contentOf(path) ?? '';
  const known = new Set(there.split(/\r?\n/).map((line) => line.trim().replace(/^\//, '').replace(/\/$/, '')));
  const missing = lines.filter((line) => !known.has(line.replace(/\/$/, '')));
  if (missing.length === 0) return { text: `kept      ${path}`, isChange: false };
  const end = there.includes('\r\n') ? '\r\n' : '\n';
  const before = there === '' || there.endsWith('\n') ? there : `${there}${end}`;
  write(path, `${before}${missing.map((line) => `${line}${end}`).join('')}`);
  return { text: `${there === '' ? 'written  ' : 'extended '} ${path}: ${missing.join(', ')}`, isChange: true };
}

/** Lines that a new file would have; what somebody has added is theirs. */
function missingIn(there: string, text: string): readonly string[] {
  const known = new Set(there.split(/\r?\n/).map(plain));
  return text
    .split('\n')
    .map(plain)
    .filter((line) => line !== '' && !known.has(line));
}

function plain(line: string): string {
  return line.trim().replace(/,$/, '');
}

function contentOf(path: string): string | undefined {
  try {
    return readText(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(`Cannot read "${path}": it is a folder, or not readable; move it away`);
  }
}

function write(path: string, text: string): void {
  try {
    writeWhole(path, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'it failed';
    throw new UsageError(`Cannot write "${path}": ${code}; run airlock init in a folder that can be written`);
  }
}
