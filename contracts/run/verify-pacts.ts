/** Replays pacts against a target and says which consumer breaks, where, and what it uses the place for. */
import { defined } from '../../src/json/defined.ts';
import type { Description } from '../../schemas/description.ts';
import type { Emit } from '../../src/report/events.ts';
import type { Finding, StepResult, Verdict } from '../../src/report/report.ts';
import type { StateTarget } from '../states/state-handlers.ts';
import { findingsOf } from './broken-contracts.ts';
import type { Broken } from './broken-contracts.ts';
import { providerName } from '../interaction.ts';
import { leftOutLines, leftOutVerdicts } from './left-out.ts';
import { loadPacts, meaningOf } from './load-pacts.ts';
import type { Segment } from './provider-bridge.ts';
import { replayPacts } from './replay-pacts.ts';
import type { Replayed } from './replay-pacts.ts';
import type { InteractionResult, PactSource } from './run-verifier.ts';
import { withCredentialsOfTheRun } from './with-credentials-of-the-run.ts';

export interface VerifyTarget extends StateTarget {
  readonly url: string;
  readonly authKind?: 'basic' | 'bearer';
}

export interface VerifyPactsOptions {
  readonly target: VerifyTarget;
  /** A file or a folder; `pacts` unless told otherwise. Not together with a broker. */
  readonly pact?: string;
  readonly broker?: Extract<PactSource, { kind: 'broker' }>;
  /** Whose pacts are replayed; `airbyte-web-backend` unless told otherwise. */
  readonly provider?: string;
  /** Another release: interactions with operations that it lacks are skipped, and provider states obey its schemas. */
  readonly description?: Description;
  readonly providerVersion?: string;
  readonly providerBranch?: string;
  readonly emit?: Emit;
  readonly signal?: AbortSignal;
}

interface Judged extends Broken {
  readonly verdict: 'verified' | 'broken' | 'pending' | keyof typeof unasked;
}

/** Why an interaction was not asked for, and what kept it back. */
const unasked = {
  skipped: 'not-allowed',
  'not-permitted': 'not-permitted',
  unreachable: 'refused',
  'no-handler': 'missing-handler',
} as const;

/** @throws {TypeError} when there is nothing to verify. */
export async function verifyPacts(options: VerifyPactsOptions): Promise<StepResult> {
  const { target, broker, emit, signal, provider = providerName } = options;
  const { pacts, leftOut } =
    broker === undefined ? loadPacts(options.pact ?? 'pacts', provider) : { pacts: [], leftOut: [] };
  const own = target.authKind === undefined ? { pacts, leftOut: [] } : withCredentialsOfTheRun(pacts);
  emit?.({ type: 'phase-started', phase: 'verify' });
  const began = performance.now();
  const replayed = await replayPacts({ ...options, provider }, own.pacts);
  const judged = judge(replayed.results, replayed.segments);
  const findings = findingsOf(
    judged.filter(({ verdict }) => verdict === 'broken'),
    {
      meaning: meaningOf(pacts),
      url: target.url,
      ...defined({ authKind: target.authKind }),
    },
  );
  for (const finding of findings) emit?.({ type: 'finding', finding });
  const result = resultOf(judged, findings, performance.now() - began);
  const declared = pacts.reduce((sum, { interactions }) => sum + interactions.length, 0);
  const doubts =
    signal?.aborted === true ? [] : doubtsOf(judged, { ...replayed, isPublished: broker?.publish === true, declared });
  const unused = [...leftOut, ...own.leftOut, ...replayed.leftOut];
  return {
    ...result,
    sections: { verify: { ...Object(result.sections?.['verify']), leftOut: unused } },
    summary: [...(result.summary ?? []), ...leftOutLines(unused)],
    verdicts: [...(result.verdicts ?? []), ...leftOutVerdicts(unused), ...doubts],
  };
}

/**
 * Why the result is not what it seems to be: Pact leaves pacts out without failing, and counts what was skipped as
 * failed.
 */
function doubtsOf(
  judged: readonly Judged[],
  { lost, leftOut, isPublished, declared }: Replayed & { readonly isPublished: boolean; readonly declared: number },
): readonly Verdict[] {
  const doubts: string[] = [];
  if (lost[0] !== undefined) doubts.push(`Not every pact could be loaded: ${lost[0]}`);
  else if (judged.length < declared)
    doubts.push(`Only ${judged.length} of ${declared} interactions in the pact files were replayed`);
  const unasked = reasonsOf(judged, 'skipped')[0] ?? leftOut[0];
  if (isPublished && unasked !== undefined)
    doubts.push(`The results were published as failed, because not everything was replayed: ${unasked.reason}`);
  return doubts.map((reason) => ({ code: 6, reason }));
}

/** Pact replays one after the other, so that its results and what passed the bridge are in the same order. */
function judge(results: readonly InteractionResult[], segments: readonly Segment[]): readonly Judged[] {
  const aligned = results.length === segments.length;
  return results.map((result, index) => {
    const segment = aligned ? segments[index] : undefined;
    const base = { result, ...defined({ segment }) };
    // Whatever keeps a pending pact from holding fails nobody's build.
    if (result.pending && (result.result !== 'OK' || segment?.unreachable !== undefined))
      return { ...base, verdict: 'pending' };
    if (segment?.unreachable !== undefined) {
      const { kind } = segment.unreachable;
      const verdicts = Object.keys(unasked) as (keyof typeof unasked)[]; // the table's own keys
      return { ...base, verdict: verdicts.find((verdict) => unasked[verdict] === kind) ?? 'unreachable' };
    }
    if (result.result === 'OK') return { ...base, verdict: 'verified' };
    return { ...base, verdict: 'broken' };
  });
}

function resultOf(judged: readonly Judged[], findings: readonly Finding[], durationMs: number): StepResult {
  const count = (verdict: Judged['verdict']): number => judged.filter((each) => each.verdict === verdict).length;
  const broken = count('broken');
  const skipped = reasonsOf(judged, 'skipped');
  const notPermitted = reasonsOf(judged, 'not-permitted');
  const unreachable = reasonsOf(judged, 'unreachable');
  const pending = reasonsOf(judged, 'pending').filter(({ reason }) => reason !== '');
  return {
    findings,
    checks: { pact: { evaluated: count('verified') + broken, failed: broken } },
    sections: {
      verify: {
        interactions: judged.length,
        verified: count('verified'),
        broken,
        pending: count('pending'),
        skipped,
        notPermitted,
        unreachable,
        withoutHandler: reasonsOf(judged, 'no-handler'),
        consumers: byConsumer(judged),
        results: judged.map(({ result, verdict, segment }) => ({
          consumer: result.consumer,
          description: result.description,
          states: result.providerStates,
          verdict,
          ...(segment?.exchange === undefined ? {} : { durationMs: Math.round(segment.exchange.durationMs) }),
        })),
      },
    },
    summary: [
      `verify    ${count('verified')} of ${judged.length} interactions hold in ${(durationMs / 1000).toFixed(1)} s${restOf(count)}`,
      ...Object.entries(byConsumer(judged)).map(
        ([consumer, counts]) =>
          `          ${consumer}: ${counts.verified} verified, ${counts.broken} broken, ${counts.skipped} skipped, ${counts.unreachable} not reached${counts.notPermitted === 0 ? '' : `, ${counts.notPermitted} not permitted`}${counts.pending === 0 ? '' : `, ${counts.pending} pending and not holding`}`,
      ),
      ...skipped.map(({ reason, interactions }) => `          skipped ${interactions}: ${reason}`),
      ...notPermitted.map(({ reason, interactions }) => `          not permitted ${interactions}: ${reason}`),
      ...unreachable.map(({ reason, interactions }) => `          not reached ${interactions}: ${reason}`),
      ...pending.map(({ reason, interactions }) => `          pending ${interactions}: ${reason}`),
    ],
    verdicts: verdictsOf(judged, findings),
  };
}

/** What became of those that do not hold: skipped ones say nothing against the provider. */
function restOf(count: (verdict: Judged['verdict']) => number): string {
  const parts = [
    ['broken', count('broken')],
    ['pending and not holding', count('pending')],
    ['skipped', count('skipped')],
    ['not permitted', count('not-permitted')],
    ['not reached', count('unreachable') + count('no-handler')],
  ] as const;
  return parts.flatMap(([word, number]) => (number === 0 ? [] : [`, ${number} ${word}`])).join('');
}

function verdictsOf(judged: readonly Judged[], findings: readonly Finding[]): readonly Verdict[] {
  const verdicts: Verdict[] = [];
  const broken = judged.filter(({ verdict }) => verdict === 'broken');
  if (broken.length > 0)
    verdicts.push({
      code: 1,
      reason: `${broken.length} ${broken.length === 1 ? 'interaction is' : 'interactions are'} broken for ${[...new Set(broken.map(({ result }) => result.consumer))].join(' and ')}: ${findings[0]?.title ?? 'something that Pact alone says'}; see the report for each`,
    });
  const unreachable = reasonsOf(judged, 'unreachable')[0];
  if (unreachable !== undefined)
    verdicts.push({
      code: 1,
      reason: `Not every provider state can be reached, so that the contract is not proved: ${unreachable.reason}`,
    });
  const notPermitted = reasonsOf(
    judged.filter(({ result }) => !result.pending),
    'not-permitted',
  );
  if (notPermitted[0] !== undefined)
    verdicts.push({
      code: 6,
      reason: `Not everything was verified, because Airlock may not send it: ${notPermitted[0].reason}; what may be sent is in docs/verify.md`,
    });
  const orphan = reasonsOf(judged, 'no-handler')[0];
  if (orphan !== undefined)
    verdicts.push({
      code: 6,
      reason: `${orphan.reason}; add a handler to contracts/states, or take the interaction out of the pact`,
    });
  if (judged.length === 0)
    verdicts.push({ code: 6, reason: 'Nothing was verified: the pacts hold no interaction to replay' });
  const binding = judged.filter(({ verdict }) => verdict !== 'pending');
  if (binding.length > 0 && binding.every(({ verdict }) => verdict === 'skipped'))
    verdicts.push({
      code: 6,
      reason: `Nothing was verified: ${reasonsOf(judged, 'skipped')[0]?.reason ?? 'all interactions were skipped'}`,
    });
  return verdicts;
}

function reasonsOf(
  judged: readonly Judged[],
  verdict: Judged['verdict'],
): readonly { readonly reason: string; readonly interactions: number }[] {
  const counts = new Map<string, number>();
  for (const each of judged)
    if (each.verdict === verdict) {
      const reason = each.segment?.unreachable?.message ?? '';
      counts.set(reason, (counts.get(reason) ?? 0) + 1);
    }
  return [...counts].map(([reason, interactions]) => ({ reason, interactions }));
}

interface ConsumerCounts {
  readonly interactions: number;
  readonly verified: number;
  readonly broken: number;
  readonly pending: number;
  readonly skipped: number;
  readonly notPermitted: number;
  readonly unreachable: number;
}

function byConsumer(judged: readonly Judged[]): Readonly<Record<string, ConsumerCounts>> {
  const names = [...new Set(judged.map(({ result }) => result.consumer))].toSorted();
  return Object.fromEntries(
    names.map((name) => {
      const own = judged.filter(({ result }) => result.consumer === name);
      const count = (...verdicts: readonly Judged['verdict'][]): number =>
        own.filter(({ verdict }) => verdicts.includes(verdict)).length;
      return [
        name,
        {
          interactions: own.length,
          verified: count('verified'),
          broken: count('broken'),
          pending: count('pending'),
          skipped: count('skipped'),
          notPermitted: count('not-permitted'),
          unreachable: count('unreachable', 'no-handler'),
        },
      ];
    }),
  );
}
