/** A released server, as observed, fuzzed as any target: all that it does otherwise has to be explained by a deviation of its release. */
import { deviationFor } from '../../deviations/deviations.ts';
import { allChecks, checksAgainst } from '../../properties/checks/all-checks.ts';
import { fuzz } from '../../properties/engine/fuzz.ts';
import { phases } from '../../properties/model/case.ts';
import { builtInDescription } from '../../src/description/built-in-description.ts';
import { identifyRelease } from '../../src/description/identify-release.ts';
import { lookAt } from '../../src/description/look-at-target.ts';
import { openTarget } from '../../src/target/open-target.ts';
import { newRunId } from '../../src/target/run-id.ts';
import { startAirbyte20 } from '../airbyte-2.0/start.ts';
import { startServer } from '../start-server.ts';
import type { ProofOptions } from './prove-fault.ts';

const released = {
  'airbyte-0.44.5': async () => startServer({ as: 'airbyte-0.44.5' }),
  'airbyte-2.0': async () => startAirbyte20({ isTagged: true }),
} as const;

export type ReleasedServer = keyof typeof released;

export const releasedServers = Object.keys(released) as readonly ReleasedServer[]; // the keys are exactly the table's

export interface ReleasedRun {
  readonly server: ReleasedServer;
  /** Ids of the deviations that explained something. */
  readonly explained: readonly string[];
  /** What none explained: there should be nothing. */
  readonly findings: readonly string[];
}

/** Cases per phase and worker. */
const examples = 25;

/** Without the inputs that damage the server: what follows from the damage is no deviation. */
const optIns = { activeSchedules: true, refresh: true, reset: true } as const;

export async function releasedRun(server: ReleasedServer, options: ProofOptions): Promise<ReleasedRun> {
  const { seed, limitMs, homeDir, signal } = options;
  const running = await released[server]();
  const { url, workspaceId, sourceId, destinationId } = running;
  try {
    const target = await openTarget(
      { url, workspaceId, sourceId, destinationId, homeDir, optIns },
      { signal, runId: newRunId() },
    );
    try {
      const { day, builtIn } = await identifyRelease(lookAt(target));
      const description = builtIn === '2.0' ? builtInDescription(builtIn) : undefined;
      const checks = description === undefined ? allChecks : checksAgainst(description.operations);
      const { findings = [] } = await fuzz({
        target,
        emit: () => undefined,
        signal,
        seed,
        phases,
        // Released servers do not name the offending properties.
        checks: checks.filter(({ optional }) => optional !== true),
        maxTimeMs: limitMs,
        maxExamples: examples,
        workers: 2,
        minAcceptance: 0,
        shrink: false,
        strict: false,
        known: [],
        deviationOf: (finding) => (day === undefined ? undefined : deviationFor(finding, { release: day })?.id),
        ...(description === undefined ? {} : { description }),
      });
      const explained = findings.flatMap(({ status, explanation }) =>
        status === 'deviation' && explanation !== undefined ? [explanation] : [],
      );
      return {
        server,
        explained: [...new Set(explained)].toSorted(),
        findings: findings
          .filter(({ status }) => status === 'new')
          .map(({ signature, title }) => `${signature} (${title})`),
      };
    } finally {
      await target.sandbox.clean();
      await target.close();
    }
  } finally {
    await running.close();
  }
}
