/** A copy of the reference backend that holds every small change of its answering code, each behind a switch. */
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';

const root = join(import.meta.dirname, '../..');

/** What answers: handlers, rules, read model and store. Not what seeds, routes, counts or emulates. */
const answering = [
  'catalog-diff.ts',
  'catalog-rules.ts',
  'handlers.ts',
  'perform.ts',
  'quartz-cron.ts',
  'read-model.ts',
  'refusal.ts',
  'schedule-rules.ts',
  'store.ts',
];

export interface Mutant {
  readonly id: string;
  readonly file: string;
  readonly line: number;
  /** Such as `ConditionalExpression`. */
  readonly kind: string;
  /** What stands in the place of the code. */
  readonly replacement: string;
  /** The code that it replaces, on one line. */
  readonly original: string;
}

export interface Instrumented {
  /** Module that starts the copy. */
  readonly entry: string;
  readonly mutants: readonly Mutant[];
}

/** Text that nobody judges is left out: a changed message or log line is no fault. */
const excludedMutations = ['StringLiteral'];

export async function instrumentBackend(): Promise<Instrumented> {
  const folder = mkdtempSync(join(tmpdir(), 'airlock-mutants-'));
  for (const name of ['node_modules', 'schemas', 'package.json', 'tsconfig.json'])
    symlinkSync(join(root, name), join(folder, name));
  mkdirSync(join(folder, 'src/backend'), { recursive: true });
  for (const name of readdirSync(join(root, 'src')))
    if (name !== 'backend') symlinkSync(join(root, 'src', name), join(folder, 'src', name));
  for (const name of readdirSync(join(root, 'src/backend')))
    if (!answering.includes(name)) writeFileSync(join(folder, 'src/backend', name), source(name));
  const input = answering.map((name) => ({
    name: join(folder, 'src/backend', name),
    content: source(name),
    mutate: true,
  }));
  const { files, mutants } = await new Instrumenter(silent as never).instrument(input, {
    plugins: null,
    ignorers: [],
    excludedMutations,
  });
  for (const { name, content } of files) writeFileSync(name, content);
  return {
    entry: join(folder, 'src/backend/start-backend.ts'),
    mutants: mutants
      // Mutants of the kinds left out come as well.
      .filter(({ mutatorName }) => !excludedMutations.includes(mutatorName))
      .map(({ id, fileName, location, mutatorName, replacement }) => {
        const file = fileName.slice(fileName.lastIndexOf('/') + 1);
        return {
          id,
          file,
          line: location.start.line + 1,
          kind: mutatorName,
          replacement: oneLine(replacement),
          original: oneLine(between(source(file), location)),
        };
      }),
  };
}

/** The instrumenter reports what it does, which nobody reads here. */
const silent = new Proxy({}, { get: () => () => false });

function source(name: string): string {
  return readFileSync(join(root, 'src/backend', name), 'utf8');
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function between(text: string, { start, end }: { readonly start: Position; readonly end: Position }): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, index) => line.slice(index === 0 ? start.column : 0, index === last ? end.column : undefined))
    .join(' ');
}

function oneLine(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
