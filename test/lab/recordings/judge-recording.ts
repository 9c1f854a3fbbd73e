/** Lets the checks and the deviations of a release judge what a real server of it was recorded to answer. */
import { deviationFor } from '../../../deviations/deviations.ts';
import { builtInReleaseOf, releaseDayOf } from '../../../schemas/built-in-releases.ts';
import type { Exchange } from '../../../src/target/exchange.ts';
import type { Fixtures, Target } from '../../../src/target/target.ts';
import { allChecks, checksAgainst } from '../../../properties/checks/all-checks.ts';
import { placeholders } from '../../../properties/arbitraries/generation-context.ts';
import type { Check } from '../../../properties/checks/check.ts';
import type { Case } from '../../../properties/model/case.ts';
import { findingOf } from '../../../properties/engine/finding-of.ts';
import { runCase } from '../../../properties/engine/run-case.ts';
import { runContextFor } from '../../../properties/engine/run-context.ts';
import { substitute } from '../../../properties/engine/substitute.ts';
import type { Finding } from '../../../src/report/report.ts';
import { idsOf, recordedCases, recordedRunId } from './recorded-cases.ts';
import type { RecordedTurn } from './recorded-cases.ts';
import { recordingOf } from './recording.ts';
import type { RecordedExchange } from './recording.ts';

export interface Judged {
  readonly run: string;
  /** The number of the exchange that is objected to. */
  readonly n: number;
  readonly finding: Finding;
  /** The deviation that explains it. */
  readonly deviation?: string;
}

/** Everything that a check objects to in the answers of a release such as 2.0.0. @throws for one that is not built in. */
export async function judgeRecording(version: string, change = asRecorded): Promise<readonly Judged[]> {
  const release = builtInReleaseOf(version);
  const day = releaseDayOf(version);
  if (release === undefined || day === undefined) throw new TypeError(`Cannot judge release ${version}`);
  const { seed, exchanges } = recordingOf(`airbyte-${version}`);
  const all = release.id === '0.44' ? allChecks : checksAgainst(release.description.operations);
  const checks = all.filter(({ id, optional }) => optional !== true && !needsActors.has(id));
  const judged: Judged[] = [];
  for (const [run, own = []] of Object.entries(Object.groupBy(exchanges, (exchange) => exchange.run))) {
    // What a contract sends is no generated request: nothing says which of them are to be refused.
    if (run === 'verify') continue;
    const cases = recordedCases(own, { seed, release });
    const ids = idsOf(seed, own);
    const fixtures = {
      workspaceId: String(substitute(placeholders.workspace, ids)),
      sourceId: String(substitute(placeholders.source, ids)),
      destinationId: String(substitute(placeholders.destination, ids)),
      existingConnectionIds: [],
    };
    const elsewhere = cases.flatMap((turns) =>
      turns.flatMap(({ step }) =>
        step.raw === undefined && step.operation.endsWith('Connection')
          ? [{ operation: step.operation, request: step.body }]
          : [],
      ),
    );
    for (const turns of cases)
      for (const { n, finding } of await judgedCase(turns.map(change), { checks, fixtures })) {
        const deviation = deviationFor({ ...finding, elsewhere }, { release: day })?.id;
        judged.push({ run, n, finding, ...(deviation === undefined ? {} : { deviation }) });
      }
  }
  return judged;
}

export type Change = (turn: RecordedTurn) => RecordedTurn;

function asRecorded(turn: RecordedTurn): RecordedTurn {
  return turn;
}

async function judgedCase(
  turns: readonly RecordedTurn[],
  { checks, fixtures }: { readonly checks: readonly Check[]; readonly fixtures: Fixtures },
): Promise<readonly { readonly n: number; readonly finding: Finding }[]> {
  const target = new RecordedTarget(turns, fixtures);
  const testCase: Case = { phase: 'invalid', steps: turns.map(({ step }) => step), path: 'recorded:0:0' };
  const run = await runCase(testCase, runContextFor(target, checks, new AbortController().signal));
  return run.violations
    .filter(({ pointer = '' }) => !cutOut.test(pointer))
    .map((violation) => ({
      n: turns[violation.index]?.exchange.n ?? 0,
      finding: findingOf({ testCase, run, violation }, target),
    }));
}

/** Judges listed connections by their actors. */
const needsActors: ReadonlySet<string> = new Set(['list-filters']);

/** The recording keeps neither of them. */
const cutOut = /^(\/connections\/\d+)?\/(source|destination)(\/|$)/;

/** Answers each step as it was answered; a run may send everything that was sent. */
class RecordedTarget implements Target {
  readonly url = 'http://127.0.0.1:1/api';
  readonly runId: string;
  readonly isLoopback = true;
  readonly consent = { writes: true, harmfulInputs: true, activeSchedules: true, refresh: true, reset: true };
  readonly fixtures: Fixtures;
  readonly sandbox = {
    /** Asked for where a create has another name: its prefix carries the mark then. */
    nextName: (): string => `airlock-${this.runId}-0`,
    created: (): boolean => true,
    clean: async () => ({ created: 0, cleaned: 0, left: [] }),
  };
  readonly #turns: readonly RecordedTurn[];
  #sent = 0;

  constructor(turns: readonly RecordedTurn[], fixtures: Fixtures) {
    this.#turns = turns;
    this.fixtures = fixtures;
    this.runId = recordedRunId(turns);
  }

  async send(call: Parameters<Target['send']>[0]): Promise<Exchange> {
    const turn = this.#turns[this.#sent];
    if (turn === undefined) throw new RangeError('Cannot answer: the case has no more steps');
    this.#sent += 1;
    const { body } = call;
    return {
      id: `recorded-${turn.exchange.n}`,
      call,
      ...(body === undefined
        ? {}
        : { sentBody: call.operation === 'transport' ? (call.body ?? '') : JSON.stringify(body) }),
      outcome: answerOf(turn.exchange),
      startedAt: this.#sent,
      endedAt: this.#sent,
      durationMs: 0,
    };
  }

  async close(): Promise<void> {
    // nothing is open
  }
}

function answerOf({ status, answerType, answer, answerText }: RecordedExchange): Exchange['outcome'] {
  const headers: Readonly<Record<string, string>> = answerType === undefined ? {} : { 'content-type': answerType };
  return answer === undefined
    ? { kind: 'answer', status, headers, text: answerText ?? '', json: { ok: false, reason: 'it is no JSON' } }
    : { kind: 'answer', status, headers, text: JSON.stringify(answer), json: { ok: true, value: answer } };
}
