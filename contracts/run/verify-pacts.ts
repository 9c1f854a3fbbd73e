/** Replays pacts against a target and says which consumer breaks, where, and what it uses the place for. */
import type { Description } from '../../schemas/description.ts';
import type { Emit } from '../../src/report/events.ts';
import type { Finding, StepResult, Verdict } from '../../src/report/report.ts';
import { TargetUnusableError } from '../../src/target/errors.ts';
import type { StateTarget } from '../states/state-handlers.ts';
import { findingsOf } from './broken-contracts.ts';
import type { Broken } from './broken-contracts.ts';
import { loadPacts, meaningOf } from './load-pacts.ts';
import { openBridge } from './provider-bridge.ts';
import type { Segment } from './provider-bridge.ts';
import { runVerifier } from './run-verifier.ts';
import type { InteractionResult, PactSource } from './run-verifier.ts';

export interface VerifyTarget extends StateTarget {
  readonly url: string;
  readonly authKind?: 'basic' | 'bearer';
}

export interface VerifyPactsOptions {
  readonly target: VerifyTarget;
  /** A file or a folder; `pacts` unless told otherwise. Not together with a broker. */
  readonly pact?: string;
  readonly broker?: Extract<PactSource, { kind: 'broker' }>;
  /** Another release: interactions with operations that it lacks are skipped, and provider states obey its schemas. */
  readonly description?: Description;
  readonly providerVersion?: string;
  readonly providerBranch?: string;
  readonly emit?: Emit;
  readonly signal?: AbortSignal;
}

interface Judged extends Broken {
  readonly verdict: 'verified' | 'broken' | 'pending' | 'skipped' | 'unreachable' | 'no-handler';
}

/** @throws {TypeError} when there is nothing to verify. */
export async function verifyPacts(options: VerifyPactsOptions): Promise<StepResult> {
  const { target, broker, emit, signal, providerVersion, providerBranch } = options;
  const pacts = broker === undefined ? loadPacts(options.pact ?? 'pacts') : [];
  const source: PactSource = broker ?? { kind: 'files', files: pacts.map(({ file }) => file) };
  emit?.({ type: 'phase-started', phase: 'verify' });
  const began = performance.now();
  const bridge = await openBridge(target, options.description);
  try {
    const { results, lost, problem } = await runVerifier({
      source,
      bridgeUrl: bridge.url,
      statesUrl: bridge.statesUrl,
      ...(providerVersion === undefined ? {} : { providerVersion }),
      ...(providerBranch === undefined ? {} : { providerBranch }),
      signal: signal === undefined ? bridge.ended : AbortSignal.any([signal, bridge.ended]),
    });
    const ended = bridge.failure();
    if (ended !== undefined) throw ended;
    if (problem !== undefined) throw unusable(source, oneLine(problem));
    const judged = judge(results, bridge.segments);
    const findings = findingsOf(
      judged.filter(({ verdict }) => verdict === 'broken'),
      {
        meaning: meaningOf(pacts),
        url: target.url,
        ...(target.authKind === undefined ? {} : { authKind: target.authKind }),
      },
    );
    for (const finding of findings) emit?.({ type: 'finding', finding });
    const result = resultOf(judged, findings, performance.now() - began);
    const declared = pacts.reduce((sum, { interactions }) => sum + interactions.length, 0);
    const doubts = signal?.aborted === true ? [] : doubtsOf(judged, { source, lost, declared });
    return { ...result, verdicts: [...(result.verdicts ?? []), ...doubts] };
  } finally {
    await bridge.close();
  }
}

/** Why the result is not what it seems to be: Pact leaves pacts out without failing, and counts what was skipped as failed. */
function doubtsOf(
  judged: readonly Judged[],
  {
    source,
    lost,
    declared,
  }: { readonly source: PactSource; readonly lost: readonly string[]; readonly declared: number },
): readonly Verdict[] {
  const doubts: string[] = [];
  if (lost[0] !== undefined) doubts.push(`Not every pact could be loaded: ${oneLine(lost[0])}`);
  else if (judged.length < declared)
    doubts.push(`Only ${judged.length} of ${declared} interactions in ${whereFrom(source)} were replayed`);
  const skipped = reasonsOf(judged, 'skipped')[0];
  if (source.kind === 'broker' && source.publish === true && skipped !== undefined)
    doubts.push(`The results were published as failed, because not everything was replayed: ${skipped.reason}`);
  return doubts.map((reason) => ({ code: 6, reason }));
}

/** The broker's own words stand in the middle of Pact's; what a user can mend is said first. */
function unusable(source: PactSource, problem: string): Error {
  if (source.kind === 'files') return new TypeError(`Cannot verify ${whereFrom(source)}: ${problem}`);
  const broker = `the broker at ${source.url}`;
  const refused = /failed: (40[13][\w ]*)/.exec(problem)?.[1];
  if (refused !== undefined)
    return new TargetUnusableError(
      `Cannot use ${broker}: it answered ${refused}; check --broker-token, or --broker-username and --broker-password`,
    );
  if (/error sending request/.test(problem))
    return new TargetUnusableError(`Cannot reach ${broker}: it does not answer; check --broker-url`);
  const answer = /IO Error - (.*)$/.exec(problem)?.[1];
  if (answer !== undefined) return new TargetUnusableError(`Cannot use ${broker}: ${answer}`);
  return new TypeError(`Cannot verify the pacts of ${broker}: ${problem}`);
}

/** Pact replays one after the other, so that its results and what passed the bridge are in the same order. */
function judge(results: readonly InteractionResult[], segments: readonly Segment[]): readonly Judged[] {
  const aligned = results.length === segments.length;
  return results.map((result, index) => {
    const segment = aligned ? segments[index] : undefined;
    const base = { result, ...(segment === undefined ? {} : { segment }) };
    if (segment?.unreachable !== undefined) {
      const { kind } = segment.unreachable;
      return {
        ...base,
        verdict: kind === 'not-allowed' ? 'skipped' : kind === 'refused' ? 'unreachable' : 'no-handler',
      };
    }
    if (result.result === 'OK') return { ...base, verdict: 'verified' };
    return { ...base, verdict: result.pending ? 'pending' : 'broken' };
  });
}

function resultOf(judged: readonly Judged[], findings: readonly Finding[], durationMs: number): StepResult {
  const count = (verdict: Judged['verdict']): number => judged.filter((each) => each.verdict === verdict).length;
  const broken = count('broken');
  const skipped = reasonsOf(judged, 'skipped');
  const unreachable = reasonsOf(judged, 'unreachable');
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
          `          ${consumer}: ${counts.verified} verified, ${counts.broken} broken, ${counts.skipped} skipped, ${counts.unreachable} not reached${counts.pending === 0 ? '' : `, ${counts.pending} pending and not holding`}`,
      ),
      ...skipped.map(({ reason, interactions }) => `          skipped ${interactions}: ${reason}`),
      ...unreachable.map(({ reason, interactions }) => `          not reached ${interactions}: ${reason}`),
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
      reason: `${broken.length} ${broken.length === 1 ? 'interaction is' : 'interactions are'} broken for ${[...new Set(broken.map(({ result }) => result.consumer))].join(' and ')}: ${findings[0]?.title ?? 'see the report'}`,
    });
  const unreachable = reasonsOf(judged, 'unreachable')[0];
  if (unreachable !== undefined)
    verdicts.push({
      code: 1,
      reason: `Not every provider state can be reached, so that the contract is not proved: ${unreachable.reason}`,
    });
  const orphan = reasonsOf(judged, 'no-handler')[0];
  if (orphan !== undefined)
    verdicts.push({
      code: 6,
      reason: `${orphan.reason}; add a handler to contracts/states, or take the interaction out of the pact`,
    });
  if (judged.length > 0 && judged.every(({ verdict }) => verdict === 'skipped'))
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
          unreachable: count('unreachable', 'no-handler'),
        },
      ];
    }),
  );
}

function whereFrom(source: PactSource): string {
  return source.kind === 'broker' ? `the pacts of the broker at ${source.url}` : `pacts ${source.files.join(', ')}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').slice(0, 300);
}
