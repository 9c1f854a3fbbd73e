/**
 * Pact's native verifier in a process of its own: it prints to standard output from Rust, and a crash in it must not
 * take the run along. Takes its options as one message and answers with one.
 *
 * It is called without the proxy that `@pact-foundation/pact` puts in front of it, because that one answers 413 to
 * bodies over 100 KB and 400 to JSON that does not parse, never passes on a body without a content type, rounds
 * numbers, and follows the proxies of the environment.
 */
import core from '@pact-foundation/pact-core';
import type { VerifierOptions } from '@pact-foundation/pact-core';

process.once('message', (options: VerifierOptions) => {
  core.default.verifyPacts(options).then(
    (result) => finish({ text: result }),
    (error: unknown) => finish({ text: error instanceof Error ? error.message : String(error) }),
  );
});

function finish(message: object): void {
  process.send?.(message, () => process.exit(0));
}
