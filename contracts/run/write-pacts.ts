/** Runs the consumer tests and writes one pact file for each consumer. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Emit } from '../../src/report/events.ts';
import type { StepResult } from '../../src/report/report.ts';
import { consumers as declaredConsumers } from '../consumers.ts';
import type { Consumer, Omission } from '../interaction.ts';
import { providerName } from '../interaction.ts';
import { omissions as declaredOmissions } from '../omissions.ts';
import { runConsumerTest } from './consumer-test.ts';
import { problemsOf, unreadRequired } from './guard-rails.ts';
import { isWrittenHere, mergePact, pactFileName } from './merge-pact.ts';
import type { WrittenInteraction } from './merge-pact.ts';

export interface WritePactsOptions {
  /** Where the files go; `pacts` unless told otherwise. */
  readonly out?: string;
  readonly emit?: Emit;
  readonly signal?: AbortSignal;
  readonly consumers?: readonly Consumer[];
  readonly omissions?: readonly Omission[];
}

/** @throws {Error} naming every broken guard rail; then nothing is written. */
export async function writePacts(options: WritePactsOptions = {}): Promise<StepResult> {
  const { out = 'pacts', consumers = declaredConsumers, omissions = declaredOmissions } = options;
  options.emit?.({ type: 'phase-started', phase: 'contract' });
  const problems = problemsOf(consumers, omissions);
  if (problems.length > 0)
    throw new Error(`Cannot write pacts: ${problems.length} guard rails are broken; the first: ${problems.join('; ')}`);
  const began = performance.now();
  const files: { readonly name: string; readonly text: string }[] = [];
  for (const consumer of consumers)
    files.push({ name: pactFileName(consumer.name), text: mergePact(consumer, await runAll(consumer, options)) });
  const changed = replaceFiles(out, files);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const total = consumers.reduce((sum, { interactions }) => sum + interactions.length, 0);
  return {
    sections: { contract: sectionOf(consumers, out, changed, omissions) },
    summary: [
      `contract  ${total} interactions of ${consumers.length} consumers with ${providerName} in ${seconds} s, ${changed.length === 0 ? 'pacts unchanged' : `${changed.length} pacts new or changed`}`,
      ...consumers.map(
        (consumer) =>
          `          ${consumer.name}: ${consumer.interactions.length} interactions in ${join(out, pactFileName(consumer.name))}`,
      ),
    ],
  };
}

async function runAll(consumer: Consumer, { signal }: WritePactsOptions): Promise<readonly WrittenInteraction[]> {
  const root = mkdtempSync(join(tmpdir(), 'airlock-pact-'));
  const written: WrittenInteraction[] = [];
  try {
    for (const [index, declared] of consumer.interactions.entries()) {
      signal?.throwIfAborted();
      const folder = join(root, String(index));
      mkdirSync(folder);
      written.push({ declared, written: await runConsumerTest(consumer, declared, folder) });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return written;
}

/**
 * Returns the names of the files that are not as they were. Pacts that were written here and are no longer declared go
 * away.
 */
function replaceFiles(
  out: string,
  files: readonly { readonly name: string; readonly text: string }[],
): readonly string[] {
  makeOut(out);
  const stale = readdirSync(out).filter(
    (name) =>
      name.endsWith(`-${providerName}.json`) &&
      !files.some((file) => file.name === name) &&
      isWrittenHere(join(out, name)),
  );
  for (const name of stale) rmSync(join(out, name));
  const changed = files.filter(({ name, text }) => textOf(join(out, name)) !== text);
  for (const { name, text } of changed) {
    // Renamed into place, so that an interrupted run leaves no half of a contract.
    writeFileSync(join(out, `${name}.new`), text);
    renameSync(join(out, `${name}.new`), join(out, name));
  }
  return [...stale, ...changed.map(({ name }) => name)];
}

/** @throws {TypeError} where no folder can be. */
function makeOut(out: string): void {
  try {
    mkdirSync(out, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'it is not writable';
    throw new TypeError(`Cannot write pacts to --out "${out}": ${reason}; name a folder that can be written`, {
      cause: error,
    });
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function sectionOf(
  consumers: readonly Consumer[],
  out: string,
  changed: readonly string[],
  omissions: readonly Omission[],
): Readonly<Record<string, unknown>> {
  return {
    provider: providerName,
    changed,
    omissions,
    consumers: Object.fromEntries(
      consumers.map((consumer) => [
        consumer.name,
        {
          file: join(out, pactFileName(consumer.name)),
          interactions: consumer.interactions.length,
          pinnedButUnread: unreadRequired(consumer),
          unreadBudget: consumer.unreadBudget,
        },
      ]),
    ),
  };
}
