/** Runs the consumer tests and writes one pact file for each consumer. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
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
import { mergePact, pactFileName } from './merge-pact.ts';
import type { WrittenInteraction } from './merge-pact.ts';
import { replacePacts } from './pact-folder.ts';

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
  const { out = 'pacts', consumers = declaredConsumers, omissions = declaredOmissions, emit, signal } = options;
  emit?.({ type: 'phase-started', phase: 'contract' });
  const problems = problemsOf(consumers, omissions);
  if (problems.length > 0)
    throw new Error(`Cannot write pacts: ${problems.length} guard rails are broken; the first: ${problems.join('; ')}`);
  const began = performance.now();
  const files: { readonly name: string; readonly text: string }[] = [];
  const total = consumers.reduce((sum, { interactions }) => sum + interactions.length, 0);
  let number = 0;
  const onEach = (): void => {
    number += 1;
    emit?.({ type: 'progress', phase: 'contract', number, total });
  };
  for (const consumer of consumers)
    files.push({
      name: pactFileName(consumer.name),
      text: mergePact(consumer, await runAll(consumer, { onEach, signal })),
    });
  const changed = replacePacts(
    out,
    files,
    declaredConsumers.map(({ name }) => pactFileName(name)),
  );
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
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

async function runAll(
  consumer: Consumer,
  { onEach, signal }: { readonly onEach: () => void; readonly signal: AbortSignal | undefined },
): Promise<readonly WrittenInteraction[]> {
  const root = mkdtempSync(join(tmpdir(), 'airlock-pact-'));
  const written: WrittenInteraction[] = [];
  try {
    for (const [index, declared] of consumer.interactions.entries()) {
      signal?.throwIfAborted();
      onEach();
      const folder = join(root, String(index));
      mkdirSync(folder);
      written.push({ declared, written: await runConsumerTest(consumer, declared, folder) });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  return written;
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
