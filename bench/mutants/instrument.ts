/** A copy of a server that holds every small change of its answering code, each behind a switch. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import type { Population } from './populations.ts';

const root = join(import.meta.dirname, '../..');

/** A mutant by what it is, so that it is found again after edits elsewhere in its file. */
export interface MutantText {
  /** Below the folder of its population. */
  readonly file: string;
  /** The line of code that it starts on, without its indent. */
  readonly line: string;
  /** Such as `ConditionalExpression`. */
  readonly kind: string;
  /** The code that is replaced, on one line, shortened. */
  readonly original: string;
  /** What stands in its place, likewise. */
  readonly replacement: string;
  /** Which of those that are alike in all this, by their order in the file; the first has none. */
  readonly nth?: number;
}

export interface Mutant extends MutantText {
  readonly id: string;
  readonly lineNumber: number;
}

export interface Instrumented {
  /** Module that starts the copy. */
  readonly entry: string;
  /** Without those of text: a changed message or log line is no fault. */
  readonly mutants: readonly Mutant[];
}

const excludedMutations = ['StringLiteral'];

export async function instrumentServer({ folder, answering, entry }: Population): Promise<Instrumented> {
  const copy = mkdtempSync(join(tmpdir(), 'airlock-mutants-'));
  // Modules that are not copied are reached through links, and are the same ones for everybody.
  for (const name of readdirSync(root)) if (name !== folder.split('/')[0]) link(copy, name);
  if (folder.includes('/')) {
    mkdirSync(join(copy, dirname(folder)));
    for (const name of readdirSync(join(root, dirname(folder))))
      if (join(dirname(folder), name) !== folder) link(copy, join(dirname(folder), name));
  }
  cpSync(join(root, folder), join(copy, folder), { recursive: true });
  const texts = new Map(answering.map((name) => [name, readFileSync(join(root, folder, name), 'utf8')]));
  const input = [...texts].map(([name, content]) => ({ name: join(copy, folder, name), content, mutate: true }));
  const { files, mutants } = await new Instrumenter(silent as never).instrument(input, {
    plugins: null,
    ignorers: [],
    excludedMutations,
  });
  for (const { name, content } of files) writeFileSync(name, content);
  const counts = new Map<string, number>();
  return {
    entry: join(copy, entry),
    mutants: mutants
      // Mutants of the kinds left out come as well.
      .filter(({ mutatorName }) => !excludedMutations.includes(mutatorName))
      .toSorted((left, right) => order(left.fileName, right.fileName) || byStart(left.location, right.location))
      .map(({ id, fileName, location, mutatorName, replacement }) => {
        const file = fileName.slice(join(copy, folder).length + 1);
        const source = texts.get(file) ?? '';
        const text: MutantText = {
          file,
          line: oneLine(source.split('\n')[location.start.line] ?? ''),
          kind: mutatorName,
          original: oneLine(between(source, location)),
          replacement: oneLine(replacement),
        };
        const nth = (counts.get(keyOf(text)) ?? 0) + 1;
        counts.set(keyOf(text), nth);
        return { ...text, ...(nth === 1 ? {} : { nth }), id, lineNumber: location.start.line + 1 };
      }),
  };

  function link(to: string, name: string): void {
    symlinkSync(join(root, name), join(to, name));
  }
}

/** What makes a mutant the same one in another version of its file. */
export function keyOf({ file, line, kind, original, replacement, nth = 1 }: MutantText): string {
  return JSON.stringify([file, line, kind, original, replacement, nth]);
}

/** The instrumenter reports what it does, which nobody reads here. */
const silent = new Proxy({}, { get: () => () => false });

interface Position {
  readonly line: number;
  readonly column: number;
}

interface Range {
  readonly start: Position;
  readonly end: Position;
}

function order(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function byStart({ start: left }: Range, { start: right }: Range): number {
  return left.line - right.line || left.column - right.column;
}

function between(text: string, { start, end }: Range): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column : 0, index === last ? end.column : undefined))
    .join(' ');
}

function oneLine(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}
