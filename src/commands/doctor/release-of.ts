/** Guesses the age of a server from what it answers: none of the eight operations says a version. */
import type { Answer, Failure } from '../../target/exchange.ts';

/** `read` is a connection of the target, if it has one; `unknown` is its answer for an id that does not exist. */
export function releaseOf(read: Answer | Failure | undefined, unknown: Answer | Failure): string {
  const connection = memberNames(read);
  const error = memberNames(unknown);
  if (error.has('errorId')) return 'looks like October 2025 or later: errors carry an errorId';
  if (connection.has('dataplaneGroupId')) return 'looks like May 2025 or later: connections have a dataplaneGroupId';
  if (connection.has('createdAt')) return 'looks like January 2024 or later: connections have createdAt';
  if (error.has('exceptionStack')) return 'looks like a release before November 2024: errors carry stack traces';
  return 'nothing in its answers tells; they look like the description of May 2023';
}

function memberNames(outcome: Answer | Failure | undefined): ReadonlySet<string> {
  if (outcome?.kind !== 'answer' || !outcome.json.ok) return new Set();
  return new Set(Object.keys(Object(outcome.json.value)));
}
