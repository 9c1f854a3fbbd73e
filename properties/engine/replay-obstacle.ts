/** Tells a finding that is gone from one whose case could not be sent as it was. */
import type { Finding } from '../../src/report/report.ts';
import { isAnswer } from '../../src/target/exchange.ts';
import type { Target } from '../../src/target/target.ts';
import { sourceOf } from '../arbitraries/on-source.ts';
import { isLabelled, writes } from '../model/case.ts';
import type { Case, CaseStep } from '../model/case.ts';
import type { CaseRun } from './run-case.ts';

/** What the case speaks of and the target lacks: without it another request would be sent. */
export function missingFor(testCase: Case, { fixtures, askers = [] }: Target): string | undefined {
  for (const { as } of testCase.steps)
    if (as !== undefined && !askers.includes(as))
      return as === 'other'
        ? 'it is asked by a second user, and this run knows none: pass --other-auth or --other-token'
        : 'it is asked without credentials, and this run has none that could be left out';
  const bodies = JSON.stringify(testCase.steps.map(({ body }) => body));
  if (bodies.includes('{{foreign-') && fixtures.foreign === undefined)
    return 'it needs a second workspace, and this run knows none';
  if (bodies.includes('{{catalog}}') && fixtures.sourceCatalogId === undefined)
    return 'it needs a discovered catalog of the source, and no connection of the workspace has one';
  if (bodies.includes('{{catalog-other}}') && fixtures.otherCatalogId === undefined)
    return 'it needs two discovered catalogs of the source, and the first connections of the workspace have not got them';
  if (sourceOf(testCase.steps) > (fixtures.otherSources?.length ?? 0))
    return 'it is built on another source of the workspace; with --allow-refresh and without --source those are used of which a connection has a discovered catalog, and there are fewer';
  if (bodies.includes('{{existing:') && fixtures.existingConnectionIds.length === 0)
    return 'it reads a connection that is there, and the workspace has none';
  return undefined;
}

/** Why a run of the case in which the finding did not come back proves nothing; `undefined` when it does. */
export function obstacleIn(
  run: CaseRun,
  { testCase, finding, target }: { readonly testCase: Case; readonly finding: Finding; readonly target: Target },
): string | undefined {
  const unanswered = run.violations.find(({ status }) => status === 0);
  if (unanswered !== undefined) return unanswered.title;
  const sent = new Map(run.exchanges.map((exchange) => [exchange.index, exchange]));
  for (const [index, step] of testCase.steps.entries()) {
    const exchange = sent.get(index);
    if (exchange === undefined) return unsent(step, target);
    if (!isAnswer(exchange.outcome) || run.mayBeRefused.has(index)) continue;
    const { status } = exchange.outcome;
    const before = finding.steps[index]?.response?.status ?? status;
    if (before >= 400 || status < 400) continue;
    // A mistake that is refused now is what a repair looks like; what came after it has nothing to be about.
    if (isLabelled(step) && status < 500) return undefined;
    if (step.intent.kind === 'valid' || status >= 500)
      return `step ${index + 1}, ${step.operation}, was answered with ${status} in place of ${before}`;
  }
  return undefined;
}

function unsent(step: CaseStep, { consent }: Target): string {
  const { operation, handle } = step;
  if (writes(step) && !consent.writes)
    return `${operation} writes, and the run may not: without --read-only, and off the loopback interface with --allow-writes, it may`;
  return handle !== undefined && operation !== 'webBackendCreateConnection'
    ? `the connection that ${operation} is about could not be made`
    : `the run has no consent for ${operation}; see --allow-writes, --allow-harmful, --allow-active, --allow-refresh and --allow-reset`;
}
