import type { LoadOperation } from '../../../load/settings.ts';
import type { LoadedDescription } from '../../description/load-description.ts';
import { defined } from '../../json/defined.ts';
import type { LoadOptions } from '../../performance/load-options.ts';
import type { StepResult } from '../../report/report.ts';
import type { OpenTarget } from '../../target/open-target.ts';
import { text } from '../options/option-values.ts';
import { findsWorkspace, targetOptionsOf } from '../options/target-options-of.ts';
import { withRelease } from '../release.ts';
import type { CommandContext } from '../run-body.ts';
import { UsageError } from '../usage-error.ts';
import { keptPoints } from './kept-points.ts';
import { outputsOf } from './outputs-of.ts';

/** What is sent, and what must hold of the answers. */
type Asked = Pick<LoadOptions, 'type' | 'operation' | 'rate' | 'vus' | 'durationSeconds' | 'thresholds'>;

/** Runs k6 on the target of the options. @throws {UsageError} */
export async function loadTarget(context: CommandContext, asked: Asked): Promise<StepResult> {
  const { options, emit, signal, pace } = context;
  const { type, operation } = asked;
  const kept = { ...keptPoints(options), ...defined({ outputs: outputsOf(options, { isWritten: true }) }) };
  await requireRoom(context, asked, { isOpen: false });
  const { findK6 } = await import('../../performance/find-k6.ts');
  const named = text(options, 'k6');
  const k6 = await findK6({ emit, signal, ...defined({ named }) });
  const opened = await context.openTarget({ withoutCatalog: true });
  const release = await context.releaseOf(opened);
  const { description } = release;
  const known = description === undefined ? operation : operationIn(description, operation);
  await requireRoom(context, { ...asked, operation: known }, { isOpen: true });
  if (known !== 'list') await somethingToGet(opened);
  const target = { ...(await context.targetOptions()), workspaceId: opened.fixtures.workspaceId };
  const { runLoad } = await import('../../performance/run-load.ts');
  const { findCapacity } = await import('../../performance/find-capacity.ts');
  const load = {
    ...asked,
    operation: known,
    ...kept,
    k6,
    runId: context.runId,
    target,
    emit,
    signal,
    pace,
    ...defined({ description }),
  };
  const result = await (type === 'breakpoint' ? findCapacity(load) : runLoad(load));
  return withRelease(await orLost(result, opened), release);
}

/** Asked before anything is sent, and again when the target is known. @throws {TypeError | BudgetSpentError} for a budget that holds no arrival. */
async function requireRoom(
  { options, pace }: CommandContext,
  { type, ...load }: Asked,
  { isOpen }: { readonly isOpen: boolean },
): Promise<void> {
  const { discoveryRequests, loadRequests } = await import('../../performance/load-budget.ts');
  const { requireBudget } = await import('../../target/require-budget.ts');
  const { requiredForProbe } = await import('../../performance/find-capacity.ts');
  const cost = { ...load, target: targetOptionsOf(options) };
  const needed = type === 'breakpoint' ? requiredForProbe(pace, cost) : loadRequests(1, cost);
  requireBudget(
    pace,
    needed + (isOpen ? 0 : discoveryRequests(cost.target, { findsWorkspace: findsWorkspace(options) })),
    `Cannot run load test "${type}"`,
  );
}

/** The wanted operations that the release has. Every load test needs the list, to find connections. @throws {UsageError} */
function operationIn({ source, missing }: LoadedDescription, wanted: LoadOperation): LoadOperation {
  const lacksGet = missing.includes('webBackendGetConnection');
  if (missing.includes('webBackendListConnectionsForWorkspace') || (wanted === 'get' && lacksGet))
    throw new UsageError(`Cannot load by --openapi "${source}": it lacks ${missing.join(', ')}`);
  return lacksGet ? 'list' : wanted;
}

/** Makes a connection in the sandbox when the workspace has none to get. */
async function somethingToGet(target: OpenTarget): Promise<void> {
  if (target.fixtures.existingConnectionIds.length > 0) return;
  const { makeConnection } = await import('../../performance/make-connection.ts');
  await makeConnection(target, 5);
}

/** Asks the target once more when the run proved nothing: it may be gone, or refuse the credentials by now. */
async function orLost(result: StepResult, target: OpenTarget): Promise<StepResult> {
  if (result.verdicts?.some(({ code }) => code === 6) !== true || target.requestsLeft() === 0) return result;
  const { unreachable } = await import('../../target/fixtures.ts');
  const { accessRefused } = await import('../../target/access-refused.ts');
  const call = 'webBackendListConnectionsForWorkspace';
  const { outcome } = await target.send({ operation: call, body: { workspaceId: target.fixtures.workspaceId } });
  const lost = outcome.kind === 'failure' ? unreachable(target.url, outcome) : accessRefused(outcome, call);
  return lost === undefined
    ? result
    : {
        ...result,
        verdicts: [...(result.verdicts ?? []), { code: 3, reason: `The target was lost: ${lost.message}` }],
      };
}
