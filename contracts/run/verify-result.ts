/** What a verification reports: counts, reasons and one entry for each interaction. */
import type { Finding, StepResult } from '../../src/report/report.ts';
import { countOf, reasonsOf } from './judge-interactions.ts';
import type { Judged, Reason } from './judge-interactions.ts';
import type { LeftOut } from './left-out.ts';
import { leftOutLines } from './left-out.ts';

export interface VerifyOutcome {
  readonly judged: readonly Judged[];
  readonly findings: readonly Finding[];
  readonly leftOut: readonly LeftOut[];
  readonly durationMs: number;
}

export function verifyResult({ judged, findings, leftOut, durationMs }: VerifyOutcome): StepResult {
  const [verified, broken] = [countOf(judged, 'verified'), countOf(judged, 'broken')];
  const reasons = {
    skipped: reasonsOf(judged, 'skipped'),
    notPermitted: reasonsOf(judged, 'not-permitted'),
    unreachable: reasonsOf(judged, 'unreachable'),
  };
  const consumers = byConsumer(judged);
  return {
    findings,
    checks: { pact: { evaluated: verified + broken, failed: broken } },
    sections: {
      verify: {
        interactions: judged.length,
        verified,
        broken,
        pending: countOf(judged, 'pending'),
        ...reasons,
        withoutHandler: reasonsOf(judged, 'no-handler'),
        consumers,
        results: judged.map(({ result, verdict, segment }) => ({
          consumer: result.consumer,
          description: result.description,
          states: result.providerStates,
          verdict,
          ...(segment?.exchange === undefined ? {} : { durationMs: Math.round(segment.exchange.durationMs) }),
        })),
        leftOut,
      },
    },
    summary: [
      `verify    ${verified} of ${judged.length} interactions hold in ${(durationMs / 1000).toFixed(1)} s${restOf(judged)}`,
      ...Object.entries(consumers).map(consumerLine),
      ...reasonLines('skipped', reasons.skipped),
      ...reasonLines('not permitted', reasons.notPermitted),
      ...reasonLines('not reached', reasons.unreachable),
      ...reasonLines(
        'pending',
        reasonsOf(judged, 'pending').filter(({ reason }) => reason !== ''),
      ),
      ...leftOutLines(leftOut),
    ],
  };
}

function reasonLines(word: string, reasons: readonly Reason[]): readonly string[] {
  return reasons.map(({ reason, interactions }) => `          ${word} ${interactions}: ${reason}`);
}

/** What became of those that do not hold: skipped ones say nothing against the provider. */
function restOf(judged: readonly Judged[]): string {
  const parts = [
    ['broken', countOf(judged, 'broken')],
    ['pending and not holding', countOf(judged, 'pending')],
    ['skipped', countOf(judged, 'skipped')],
    ['not permitted', countOf(judged, 'not-permitted')],
    ['not reached', countOf(judged, 'unreachable', 'no-handler')],
  ] as const;
  return parts.flatMap(([word, number]) => (number === 0 ? [] : [`, ${number} ${word}`])).join('');
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
  const groups = [...Map.groupBy(judged, ({ result }) => result.consumer)].toSorted(([left], [right]) =>
    left < right ? -1 : 1,
  );
  return Object.fromEntries(
    groups.map(([name, own]) => [
      name,
      {
        interactions: own.length,
        verified: countOf(own, 'verified'),
        broken: countOf(own, 'broken'),
        pending: countOf(own, 'pending'),
        skipped: countOf(own, 'skipped'),
        notPermitted: countOf(own, 'not-permitted'),
        unreachable: countOf(own, 'unreachable', 'no-handler'),
      },
    ]),
  );
}

function consumerLine([name, counts]: readonly [string, ConsumerCounts]): string {
  const { verified, broken, skipped, unreachable, notPermitted, pending } = counts;
  const rest = [
    notPermitted === 0 ? '' : `, ${notPermitted} not permitted`,
    pending === 0 ? '' : `, ${pending} pending and not holding`,
  ].join('');
  return `          ${name}: ${verified} verified, ${broken} broken, ${skipped} skipped, ${unreachable} not reached${rest}`;
}
