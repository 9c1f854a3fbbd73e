/** The options about a Pact Broker, checked before Pact sees them: it drops what it does not understand, and names options of its own. */
import { isObject } from '../json/json.ts';
import { defined } from '../json/defined.ts';
import type { PactSource } from '../../contracts/run/run-verifier.ts';
import { validatorFor } from '../validation/validator.ts';
import { nearest } from './nearest.ts';
import { kebab } from './options/option-name.ts';
import { targetOptionsOf } from './options/target-options-of.ts';
import { text } from './options/option-values.ts';
import type { Options } from './options/option-values.ts';
import { UsageError } from './usage-error.ts';

type Broker = Extract<PactSource, { kind: 'broker' }>;

/** Files that are named win over a broker that only the environment names. @throws {UsageError} */
export function brokerOf(options: Options): Broker | undefined {
  const url = text(options, 'brokerUrl');
  const publish = options['publish'] === true;
  const filter = filterOf(options);
  if (url === undefined || text(options, 'pact') !== undefined) {
    if (publish)
      throw new UsageError('Cannot use --publish: results are published to a broker; pass --broker-url, and no --pact');
    return undefined;
  }
  if (publish && !isSet(process.env['CI']))
    throw new UsageError('Cannot use --publish: results are published only where CI is set');
  if (publish && text(options, 'providerVersion') === undefined)
    throw new UsageError('Cannot use --publish: --provider-version says what the results are of');
  const { proxy } = targetOptionsOf(options);
  return {
    kind: 'broker',
    url,
    ...defined({ proxy }),
    ...accessOf(options),
    ...filter,
    enablePending: options['enablePending'] === true,
    publish,
  };
}

function accessOf(options: Options): Pick<Broker, 'token' | 'username' | 'password'> {
  const token = text(options, 'brokerToken');
  const username = text(options, 'brokerUsername');
  const password = text(options, 'brokerPassword');
  if (token !== undefined && (username !== undefined || password !== undefined))
    throw new UsageError(
      'Cannot use --broker-token together with --broker-username and --broker-password: expected one way to sign in (PACT_BROKER_TOKEN, PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD count as well)',
    );
  if (token !== undefined) return { token };
  if ((username === undefined) !== (password === undefined))
    throw new UsageError('Cannot use --broker-username and --broker-password: they go together');
  return username === undefined || password === undefined ? {} : { username, password };
}

function filterOf(options: Options): Pick<Broker, 'selectors' | 'includeWipSince'> {
  for (const name of ['provider', 'providerVersion', 'providerBranch'])
    if (text(options, name)?.trim() === '') throw new UsageError(`Cannot use --${kebab(name)} "": it is empty`);
  const since = text(options, 'includeWipSince');
  // The broker would answer with 400, or take it for another date.
  if (since !== undefined && validatorFor(day)(since).length > 0)
    throw new UsageError(
      `Cannot use --include-wip-since "${since}": expected a day of the calendar as YYYY-MM-DD, such as 2026-01-31`,
    );
  const selectors = selectorsOf(options['consumerVersionSelector']);
  return {
    ...defined({ selectors, includeWipSince: since }),
  };
}

const day = { type: 'string', format: 'date' } as const;

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false' && value !== '0';
}

function selectorsOf(given: unknown): readonly object[] | undefined {
  if (!Array.isArray(given) || given.length === 0) return undefined;
  return given.map((json: unknown) => selectorIn(String(json)));
}

function selectorIn(json: string): object {
  const refused = (why: string): UsageError =>
    new UsageError(`Cannot use --consumer-version-selector '${json}': ${why}`);
  let selector: unknown;
  try {
    selector = JSON.parse(json);
  } catch {
    // said below
  }
  if (!isObject(selector)) throw refused(`expected a JSON object such as '{"mainBranch":true}'`);
  const names = Object.keys(selectorSchema.properties);
  const unknown = Object.keys(selector).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const hint = nearest(unknown, names);
    throw refused(
      `it has no member "${unknown}"${hint === undefined ? `: expected ${names.join(', ')}` : `; did you mean "${hint}"?`}`,
    );
  }
  const [violation] = validatorFor(selectorSchema)(selector);
  if (violation === undefined) return selector;
  throw refused(
    violation.pointer === ''
      ? 'expected at least one member, such as "mainBranch"'
      : `"${violation.pointer.slice(1)}" ${violation.message}`,
  );
}

/** What the native verifier understands. It silently drops anything else, and then verifies other pacts than were meant. */
const selectorSchema = {
  type: 'object',
  minProperties: 1,
  properties: {
    mainBranch: { type: 'boolean' },
    branch: { type: 'string', minLength: 1 },
    fallbackBranch: { type: 'string', minLength: 1 },
    matchingBranch: { type: 'boolean' },
    tag: { type: 'string', minLength: 1 },
    fallbackTag: { type: 'string', minLength: 1 },
    latest: { type: 'boolean' },
    deployedOrReleased: { type: 'boolean' },
    deployed: { type: 'boolean' },
    released: { type: 'boolean' },
    environment: { type: 'string', minLength: 1 },
    consumer: { type: 'string', minLength: 1 },
  },
} as const;
