/** The description that an argument names. */
import { builtInDocument, builtInName } from '../../description/built-in.ts';
import { loadDocument, parseDescription } from '../../description/load-document.ts';
import type { LoadedDocument } from '../../description/load-document.ts';
import { causeOf } from '../../target/cause-of.ts';
import { TargetUnusableError } from '../../target/errors.ts';
import { strangerIn } from '../../target/stranger.ts';
import { accessFor } from '../access.ts';
import type { CommandContext } from '../run-command.ts';

/** Of a file, an address or Airlock itself; `all` are the sources of the command. @throws {TypeError | TargetUnusableError} */
export async function namedDocument(
  { options, signal, pace }: CommandContext,
  source: string,
  all: readonly string[] = [source],
): Promise<LoadedDocument> {
  return source === builtInName
    ? builtInDocument('published')
    : loadDocument(source, { signal, access: accessFor(options, all, pace) });
}

/** What the target publishes itself, fetched with the credentials of the run. @throws {TargetUnusableError} */
export async function documentOfTarget(context: CommandContext): Promise<LoadedDocument> {
  const target = await context.openTarget({ withoutFixtures: true });
  const { outcome } = await target.send({ operation: 'transport', method: 'GET', path: '/v1/openapi', headers: {} });
  const source = `${target.url}/v1/openapi`;
  if (outcome.kind === 'failure')
    throw new TargetUnusableError(`Cannot load description ${source}: ${causeOf(outcome)}`);
  if (outcome.status !== 200)
    throw new TargetUnusableError(
      `Cannot load description ${source}: it ${strangerIn(outcome, target.url) ?? `answered ${outcome.status}`}; or name a file or an address`,
    );
  try {
    return parseDescription(outcome.text, source);
  } catch (error) {
    // The address follows from the target, so this is not a mistake in the command line.
    throw error instanceof TypeError ? new TargetUnusableError(error.message) : error;
  }
}
