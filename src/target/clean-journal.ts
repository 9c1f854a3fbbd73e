/** Empties the sandbox of an interrupted run, from its journal. */
import { defined } from '../json/defined.ts';
import { causeOf } from './cause-of.ts';
import type { OpenJournal } from './journal.ts';
import { appendToJournal } from './journal.ts';
import type { Ask } from './list-connections.ts';
import { openTarget } from './open-target.ts';
import { sandboxOf } from './sandbox.ts';
import { isAnswer } from './exchange.ts';
import { TargetUnusableError } from './errors.ts';
import type { Pace } from './pace.ts';
import { removersOver } from './removal.ts';
import type { TargetOptions } from './target-options.ts';

export interface Cleaned {
  readonly created: number;
  readonly cleaned: number;
  readonly left: readonly string[];
  /** What nothing removes; of refused writes a journal knows nothing. */
  readonly stays?: { readonly connections: number; readonly operations: number };
}

/** @throws {TargetUnusableError} when the target cannot be reached; the journal stays. */
export async function cleanJournal(
  journal: OpenJournal,
  options: Omit<TargetOptions, 'url'>,
  {
    signal,
    pace,
    onRequest,
  }: {
    readonly signal: AbortSignal;
    readonly pace?: Pace;
    /** Told of each answer: its number, and of how many. */
    readonly onRequest?: (number: number, total: number) => void;
  },
): Promise<Cleaned> {
  const { header, created, hasUnnamed } = journal;
  let number = 0;
  let total = 0;
  // What the run created it may remove: cleaning up needs no further consent.
  const target = await openTarget(
    {
      ...options,
      url: header.url,
      workspaceId: header.workspaceId,
      withoutFixtures: true,
      allowWrites: true,
      readOnly: false,
    },
    {
      signal,
      runId: header.runId,
      owns: (id) => sandbox.owns(id),
      onExchange() {
        number += 1;
        onRequest?.(number, Math.max(number, total));
      },
      ...defined({ pace }),
    },
  );
  const send: Ask = async (operation, body) => {
    const { outcome } = await target.send({ operation, body });
    if (!isAnswer(outcome)) throw new TargetUnusableError(`Cannot clean up on ${header.url}: ${causeOf(outcome)}`);
    if (outcome.status === 401 || outcome.status === 403)
      throw new TargetUnusableError(
        `Cannot clean up on ${header.url}: it answered ${outcome.status}; check the credentials`,
      );
    return outcome;
  };
  const { runId, workspaceId, there = [] } = header;
  const sandbox = sandboxOf({ runId, workspaceId, there, created, hasUnnamed }, appendToJournal(journal), {
    send,
    rows: target.operationRows,
    // `cleanup --force`: for what no update can deprecate.
    ...(target.consent.harmfulInputs ? { remove: removersOver((call) => target.send(call)) } : {}),
  });
  try {
    // Asking for a name starts the sandbox, which finds connections whose create was never answered by their name.
    sandbox.nextName();
    total = sandbox.cleaningCost();
    return await sandbox.clean();
  } finally {
    await target.close();
  }
}
