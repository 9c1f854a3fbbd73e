/** What nobody has given of address, credentials and workspace: asked on a terminal and tried at once, refused without one. */
import { targetAddressOf } from '../../client/address.ts';
import type { Address } from '../../client/address.ts';
import { ChoiceError, described, isUuid } from '../../target/only-one.ts';
import { describeFailure } from '../failure.ts';
import { credentialOptions } from '../options/merged-options.ts';
import { text } from '../options/option-values.ts';
import type { Options } from '../options/option-values.ts';
import { orUsage, UsageError } from '../usage-error.ts';
import { canAsk, terminal } from './ask.ts';
import type { Ask } from './ask.ts';
import { ciOf } from './ci-files.ts';
import { tryTarget } from './try-target.ts';

const usualAddress = 'http://localhost:8000/api';

/**
 * Everything is asked before the run begins, because its progress is drawn where a question would stand.
 *
 * @throws {UsageError} without an address and without a terminal.
 */
export async function askedOptions(
  options: Options,
  ask: Ask | undefined = canAsk() ? terminal() : undefined,
  attempt: typeof tryTarget = tryTarget,
): Promise<Options> {
  const ci = ciOf(options);
  const target = text(options, 'target');
  if (ask === undefined) {
    if (target !== undefined) return options;
    throw new UsageError(
      'Cannot write a configuration without an address: there is no terminal to ask on; pass --target URL or set AIRLOCK_TARGET',
    );
  }
  if (target !== undefined) return (await chosenOn(target, { options, ask, attempt })).options;
  for (let offered = usualAddress; ;) {
    const { url, auth } = await askAddress(offered, ask);
    const isGiven = credentialOptions.some((name) => options[name] !== undefined);
    const access = isGiven ? {} : auth === undefined ? await askCredentials(ask) : { auth };
    const tried = await chosenOn(url, { options: { ...options, target: url, ...access }, ask, attempt });
    if (tried.failure === undefined)
      return { ...tried.options, ...(ci === undefined && options['ci'] === undefined ? await askCi(ask) : {}) };
    ask.say(describeFailure(tried.failure).line);
    offered = url;
  }
}

interface Attempt {
  readonly options: Options;
  readonly ask: Ask;
  readonly attempt: typeof tryTarget;
}

/** The options with what had to be chosen, and why the target cannot be used with them all the same. */
async function chosenOn(
  url: string,
  { options, ask, attempt }: Attempt,
): Promise<{ readonly options: Options; readonly failure?: Error }> {
  ask.say(`Looking at ${url}`);
  for (let chosen = options; ;) {
    const failure = await attempt(url, chosen);
    if (failure === undefined) return { options: chosen };
    if (!(failure instanceof ChoiceError)) return { options: chosen, failure };
    chosen = { ...chosen, [failure.kind]: await choose(failure, ask) };
  }
}

/** The id of one. Where the target lists none, somebody has to look it up. */
async function choose({ kind, found, message }: ChoiceError, ask: Ask): Promise<string | undefined> {
  if (found.length > 0) return found[await ask.choice(`Which ${kind}?`, found.map(described))]?.id;
  ask.say(message);
  for (;;) {
    const id = await ask.text(`Id of the ${kind}`);
    if (isUuid(id)) return id;
    ask.say('Expected a UUID');
  }
}

async function askAddress(offered: string, ask: Ask): Promise<Address> {
  for (;;) {
    const given = await ask.text('Base address of Airbyte, with /api', offered);
    try {
      return orUsage(() => targetAddressOf(given));
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      ask.say(error.message);
    }
  }
}

/** Asked for to be tried. The files get names of variables only. */
async function askCredentials(ask: Ask): Promise<Options> {
  const way = await ask.choice('How do you sign in?', [
    'not at all',
    'user and password',
    'a token',
    'the id and the secret of an application',
  ]);
  if (way === 1) return { auth: `${await ask.text('User')}:${await ask.secret('Password')}` };
  if (way === 2) return { token: await ask.secret('Token') };
  if (way === 3) return { clientId: await ask.text('Client id'), clientSecret: await ask.secret('Client secret') };
  return {};
}

/** Where the folder does not show it. */
async function askCi(ask: Ask): Promise<Options> {
  const kinds = ['none', 'github', 'gitlab'];
  return { ci: kinds[await ask.choice('Which CI gets a nightly job?', ['none', 'GitHub', 'GitLab'])] };
}
