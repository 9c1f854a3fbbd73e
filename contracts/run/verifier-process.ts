/**
 * Pact's native verifier in a process of its own: it prints to standard output from Rust, and a crash in it must not take the run along.
 * Takes its options as one message and answers with one.
 */
import { Verifier } from '@pact-foundation/pact';
import type { VerifierOptions } from '@pact-foundation/pact';

process.once('message', (options: VerifierOptions) => {
  new Verifier(options).verifyProvider().then(
    (result) => finish({ text: result }),
    (error: unknown) => finish({ text: error instanceof Error ? error.message : String(error) }),
  );
});

function finish(message: object): void {
  process.send?.(message, () => {
    // The verifier's proxy keeps sockets open that would hold the process.
    process.exit(0);
  });
}
