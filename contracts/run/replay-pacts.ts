/** Has Pact's verifier replay pacts on a target, and says what became of each interaction. */
import { defined } from '../../src/json/defined.ts';
import type { Description } from '../../schemas/description.ts';
import { TargetUnusableError } from '../../src/target/errors.ts';
import type { StateTarget } from '../states/state.ts';
import type { Broken } from './broken-contracts.ts';
import type { LeftOut } from './left-out.ts';
import type { LoadedPact } from './load-pacts.ts';
import { openBridge } from './provider-bridge.ts';
import type { Segment } from './segment.ts';
import { notReplayed } from './read-interaction.ts';
import { gaveUp, runVerifier } from './run-verifier.ts';
import type { InteractionResult, PactSource, VerifierOutcome } from './run-verifier.ts';
import { stagePacts } from './stage-pacts.ts';

export interface ReplayOptions {
  readonly target: StateTarget;
  readonly provider: string;
  readonly broker?: Extract<PactSource, { kind: 'broker' }>;
  readonly description?: Description;
  readonly providerVersion?: string;
  readonly providerBranch?: string;
  readonly signal?: AbortSignal;
  /** Told when an interaction begins. */
  readonly onBegin?: () => void;
}

export interface Replayed {
  /** In the order in which Pact replayed them, each with what passed the bridge, where Pact's account matches that. */
  readonly results: readonly Broken[];
  /** What the pacts of a broker hold besides interactions over HTTP. */
  readonly leftOut: readonly LeftOut[];
  /** What Pact says of pacts that it could not load. */
  readonly lost: readonly string[];
}

/** @param pacts from files; those of a broker are not known before. @throws {TypeError | TargetUnusableError} */
export async function replayPacts(options: ReplayOptions, pacts: readonly LoadedPact[]): Promise<Replayed> {
  const { target, broker, provider, signal, providerVersion, providerBranch } = options;
  if (signal?.aborted === true) return { results: [], leftOut: [], lost: [] };
  const staged = stagePacts(pacts);
  const bridge = await openBridge(target, defined({ description: options.description, onBegin: options.onBegin }));
  try {
    const outcome = await runVerifier({
      source: broker ?? { kind: 'files', files: staged.files },
      provider,
      bridgeUrl: bridge.url,
      statesUrl: bridge.statesUrl,
      messagesUrl: bridge.messagesUrl,
      ...defined({ providerVersion, providerBranch }),
      signal: signal === undefined ? bridge.ended : AbortSignal.any([signal, bridge.ended]),
    });
    const ended = bridge.failure();
    if (ended !== undefined) throw ended;
    const said = (text: string): string => staged.named(text).replaceAll(/\s+/g, ' ').slice(0, 300);
    if (outcome.problem !== undefined)
      throw broker === undefined
        ? new TypeError(
            `Cannot verify the pacts in ${pacts.map(({ file }) => file).join(', ')}: ${said(outcome.problem)}; mend them, or name another --pact`,
          )
        : unusable(broker.url, said(outcome.problem));
    const { results, segments, leftOut } = withoutMessages(outcome, bridge.segments);
    const [first] = leftOut;
    if (results.length === 0 && first !== undefined)
      throw new TypeError(`Cannot verify ${first.place}: nothing in it can be replayed: ${first.reason}`);
    return { results: matched(results, segments), leftOut, lost: outcome.lost.map(said) };
  } finally {
    staged.remove();
    await bridge.close();
  }
}

/** Pact replays one after the other, so that its results and what passed the bridge are in the same order. */
function matched(results: readonly InteractionResult[], segments: readonly Segment[]): readonly Broken[] {
  const isAligned = results.length === segments.length;
  return results.map((result, index) => ({ result, ...defined({ segment: isAligned ? segments[index] : undefined }) }));
}

/** The pacts of a broker are not read before; Pact judges messages like requests, and each is broken. */
function withoutMessages(
  { results }: VerifierOutcome,
  segments: readonly Segment[],
): Pick<VerifierOutcome, 'results'> & Pick<Replayed, 'leftOut'> & { readonly segments: readonly Segment[] } {
  if (results.length !== segments.length) return { results, segments, leftOut: [] };
  const isRequest = (_: unknown, index: number): boolean => segments[index]?.isMessage !== true;
  const messages = results.filter((result, index) => !isRequest(result, index));
  return {
    results: results.filter(isRequest),
    segments: segments.filter(isRequest),
    leftOut: [...Map.groupBy(messages, ({ consumer }) => consumer)].map(([consumer, own]) => ({
      place: `the pact of ${consumer}`,
      reason: `${notReplayed} (${own.length})`,
      isFault: false,
    })),
  };
}

/** The broker's own words stand in the middle of Pact's; what a user can mend is said first. */
function unusable(url: string, problem: string): Error {
  const broker = `the broker at ${url}`;
  const refused = /failed: (40[13][\w ]*)/.exec(problem)?.[1];
  if (refused !== undefined)
    return new TargetUnusableError(
      `Cannot use ${broker}: it answered ${refused}; check --broker-token, or --broker-username and --broker-password`,
    );
  if (/error sending request/.test(problem))
    return new TargetUnusableError(`Cannot reach ${broker}: it does not answer; check --broker-url`);
  const answer = /IO Error - (.*)$/.exec(problem)?.[1];
  if (answer !== undefined) return new TargetUnusableError(`Cannot use ${broker}: ${answer}`);
  const advice = problem === gaveUp ? `; --consumer-version-selector '{"consumer": …}' takes the others` : '';
  return new TypeError(`Cannot verify the pacts of ${broker}: ${problem}${advice}`);
}
