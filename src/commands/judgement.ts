/** By what the answers of a target are judged: the checks, bound to its release, and what is known of that release. */
import type { TrapId } from '../../schemas/traps.ts';
import type { Check } from '../../properties/checks/check.ts';
import type { Finding } from '../report/report.ts';
import type { OpenTarget } from '../target/open-target.ts';
import type { RunRelease } from './release.ts';
import type { CommandContext } from './run-body.ts';
import { trapsOf } from './traps-of.ts';
import { UsageError } from './usage-error.ts';

export interface Judgement {
  readonly release: RunRelease;
  /** All of them, bound to the description of the release. */
  readonly checks: readonly Check[];
  /** The known deviation that explains a finding; the release of the target must be known to have it. */
  readonly deviationOf: (finding: Finding) => string | undefined;
  /** What damages the target. */
  readonly traps: ReadonlySet<TrapId>;
}

/** @throws {UsageError} for options that contradict each other or the target. */
export async function judgementOf(context: CommandContext, target: OpenTarget): Promise<Judgement> {
  const { deviationFor } = await import('../../deviations/deviations.ts');
  const release = await context.releaseOf(target);
  const day = release.target?.day;
  return {
    release,
    traps: trapsOf(release.target, target),
    checks: await checksBy(release, context.options['strictSpec'] === true),
    deviationOf: (finding) => (day === undefined ? undefined : deviationFor(finding, { release: day })?.id),
  };
}

/** @throws {UsageError} */
export async function checksBy({ description }: RunRelease, isStrict: boolean): Promise<readonly Check[]> {
  const { allChecks, checksAgainst } = await import('../../properties/checks/all-checks.ts');
  if (!isStrict) return description === undefined ? allChecks : checksAgainst(description.operations);
  if (description !== undefined)
    throw new UsageError(
      `Cannot use --strict-spec with ${description.source}: it is the unrepaired description of May 2023, and one run is judged by one description`,
    );
  const { publishedDescription } = await import('../../schemas/description.ts');
  return checksAgainst(publishedDescription().operations);
}
