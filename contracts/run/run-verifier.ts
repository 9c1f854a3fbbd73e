/** Starts the verifier process and returns what it found, as data. */
import { defined } from '../../src/json/defined.ts';
import { fork } from 'node:child_process';
import { helperEnvironment, proxyVariables } from '../../src/target/helper-environment.ts';
import type { VerifierOptions } from '@pact-foundation/pact-core';
import { quietTools } from './quiet-tools.ts';

/** Where pacts come from: files, or a broker. */
export type PactSource =
  | { readonly kind: 'files'; readonly files: readonly string[] }
  | {
      readonly kind: 'broker';
      readonly url: string;
      /** From `--proxy`. */
      readonly proxy?: string;
      readonly token?: string;
      readonly username?: string;
      readonly password?: string;
      readonly selectors?: readonly object[];
      readonly enablePending?: boolean;
      /** `YYYY-MM-DD` */
      readonly includeWipSince?: string;
      /** Results are sent back; only ever in CI. */
      readonly publish?: boolean;
    };

export interface VerifierRun {
  readonly source: PactSource;
  readonly bridgeUrl: string;
  readonly statesUrl: string;
  /** Where Pact asks for messages. */
  readonly messagesUrl: string;
  /** Whose pacts the broker is asked for. */
  readonly provider: string;
  readonly providerVersion?: string;
  readonly providerBranch?: string;
  readonly signal?: AbortSignal;
}

export interface Mismatch {
  readonly type: string;
  readonly path?: string;
  readonly key?: string;
  readonly expected?: unknown;
  readonly actual?: unknown;
  readonly mismatch?: string;
}

export interface InteractionResult {
  readonly consumer: string;
  readonly description: string;
  readonly providerStates: readonly string[];
  readonly pending: boolean;
  readonly result: 'OK' | 'Error';
  readonly mismatch?: { readonly type: string; readonly mismatches?: readonly Mismatch[]; readonly message?: string };
}

export interface VerifierOutcome {
  readonly results: readonly InteractionResult[];
  /** What Pact says of pacts that it was told of and could not load: it goes on without them. */
  readonly lost: readonly string[];
  /** Set when the verifier itself could not work: no pacts, no broker, wrong credentials. */
  readonly problem?: string;
}

/** Real interactions take milliseconds; a server that blocks has the run's own limit, which is shorter. */
const interactionTimeoutMs = 120_000;

export async function runVerifier(run: VerifierRun): Promise<VerifierOutcome> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const child = fork(new URL(`./verifier-process.${extension}`, import.meta.url), {
    // Pact's noise on standard output stays here; what the run says goes elsewhere.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: verifierEnvironment(run.source),
    execArgv: [],
  });
  const abort = (): void => void child.kill();
  // An interruption may come while the run is still being prepared.
  if (run.signal?.aborted === true) abort();
  else run.signal?.addEventListener('abort', abort, { once: true });
  let noise = '';
  child.stderr?.on('data', (chunk: Buffer) => (noise = `${noise}${chunk.toString('utf8')}`.slice(-4000)));
  child.stdout?.resume();
  try {
    return await new Promise<VerifierOutcome>((resolve, reject) => {
      child.once('error', reject);
      child.once('message', (message: { readonly text: string }) => resolve(outcomeOf(message.text, noise)));
      child.once('exit', (code, signal) => {
        if (run.signal?.aborted === true) resolve({ results: [], lost: [] });
        else
          reject(new Error(`Cannot verify: Pact's verifier ended with ${signal ?? `code ${code}`}: ${noise.trim()}`));
      });
      child.send(optionsOf(run));
    });
  } finally {
    run.signal?.removeEventListener('abort', abort);
    child.kill();
  }
}

/**
 * A proxy is there for a broker that needs one, in the lower case that Pact's native part reads as well, and otherwise
 * not at all.
 */
export function verifierEnvironment(source: PactSource, environment?: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const proxies = source.kind === 'broker' ? proxyVariables([source], environment) : {};
  const variables: NodeJS.ProcessEnv = Object.fromEntries(
    Object.entries(proxies).map(([name, value]) => [name.toLowerCase(), value]),
  );
  quietTools(variables);
  return helperEnvironment({ variables }, environment);
}

function optionsOf(run: VerifierRun): VerifierOptions {
  const { source, bridgeUrl, statesUrl, messagesUrl, provider, providerVersion, providerBranch } = run;
  const messages = new URL(messagesUrl);
  return {
    provider,
    providerBaseUrl: bridgeUrl,
    providerStatesSetupUrl: statesUrl,
    transports: [{ protocol: 'message', port: Number(messages.port), path: messages.pathname }],
    // By itself Pact goes wherever a redirect leads to, past the bridge, and never sees the answer that was asked for.
    followRedirects: false,
    logLevel: 'error',
    timeout: interactionTimeoutMs,
    failIfNoPactsFound: true,
    ...defined({ providerVersion, providerVersionBranch: providerBranch }),
    ...(source.kind === 'files' ? { pactUrls: [...source.files] } : brokerOptions(source)),
  };
}

function brokerOptions(source: Extract<PactSource, { kind: 'broker' }>): Partial<VerifierOptions> {
  return {
    pactBrokerUrl: source.url,
    ...defined({
      pactBrokerToken: source.token,
      pactBrokerUsername: source.username,
      pactBrokerPassword: source.password,
    }),
    consumerVersionSelectors: [...(source.selectors ?? defaultSelectors)],
    enablePending: source.enablePending === true,
    ...defined({ includeWipPactsSince: source.includeWipSince }),
    // Pact asks for a provider version as soon as the member is there, whatever it says.
    ...(source.publish === true ? { publishVerificationResult: true } : {}),
  };
}

/** What a provider must not break: what consumers merge next, and what they run. */
const defaultSelectors = [{ mainBranch: true }, { deployedOrReleased: true }];

/** Of pacts that Pact cannot read and does not say so. */
export const gaveUp = 'its verifier gave up on one of them';

/** Success and failure are the same document; anything else is a message for people. */
function outcomeOf(text: string, noise: string): VerifierOutcome {
  try {
    const document = JSON.parse(text) as {
      readonly interactionResults?: readonly InteractionResult[];
      readonly errors?: readonly { readonly interaction?: string; readonly mismatch?: { readonly message?: string } }[];
    }; // what Pact's verifier answers
    const results = document.interactionResults ?? [];
    const lost = (document.errors ?? []).flatMap(({ interaction, mismatch }) =>
      interaction?.startsWith('Failed to load pact') === true ? [mismatch?.message ?? interaction] : [],
    );
    if (results.length > 0) return { results, lost };
    // Its core panics over what it does not expect, catches that, and reports success without a result.
    if (/panicked/.test(noise)) return { results, lost, problem: gaveUp };
    const problem = document.errors?.[0]?.mismatch?.message;
    return { results, lost, problem: problem ?? 'no pact was found' };
  } catch {
    return { results: [], lost: [], problem: text === 'Pact core crashed' ? gaveUp : text };
  }
}
