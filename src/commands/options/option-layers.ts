/** How options from the configuration file, the environment and the command line become one set. */
import { addressOf, targetAddressOf } from '../../client/address.ts';
import type { Options } from './option-values.ts';
import { orUsage } from '../usage-error.ts';

/** Later layers win. Addresses get their normal form; a user in an address becomes credentials. @throws {UsageError} */
export function mergedLayers(layers: readonly Options[]): Options {
  return layers
    .map((layer, index) => withoutReplaced(layer, layers.slice(index + 1)))
    .map(withNormalAddresses)
    .reduce(overlaid, {});
}

/** A later layer replaces the way to sign in: `--auth` counts even where the environment has a token. */
const waysIn = [['auth'], ['token'], ['clientId', 'clientSecret']] as const;
const otherWaysIn = [['otherAuth'], ['otherToken']] as const;
const baseWaysIn = [['baseAuth'], ['baseToken']] as const;

function overlaid(lower: Options, upper: Options): Options {
  const isReplaced = replacedBy(upper);
  return { ...without(lower, Object.keys(lower).filter(isReplaced)), ...upper };
}

/** Whether an option of a lower layer counts for nothing beside those of `upper`. */
export function replacedBy(upper: Options): (name: string) => boolean {
  const isNamed = (way: readonly string[]): boolean => way.some((name) => upper[name] !== undefined);
  const otherWays = [waysIn, otherWaysIn, baseWaysIn].flatMap((ways: readonly (readonly string[])[]) =>
    ways.some(isNamed) ? ways.filter((way) => !isNamed(way)).flat() : [],
  );
  return (name) => upper[name] !== undefined || otherWays.includes(name);
}

/** Drops addresses that a later layer replaces: they need not be valid, and their user does not count. */
function withoutReplaced(layer: Options, later: readonly Options[]): Options {
  const replaced = ['target', 'baseTarget', 'brokerUrl'].filter((name) =>
    later.some((options) => options[name] !== undefined),
  );
  return without(layer, replaced);
}

/** As in curl, the user in an address signs in, unless other credentials are given. */
function withNormalAddresses(options: Options): Options {
  const { target, baseTarget, brokerUrl } = options;
  const normal: Record<string, string> = {};
  if (typeof target === 'string') {
    const { url, auth } = orUsage(() => targetAddressOf(target));
    normal['target'] = url;
    if (auth !== undefined && !hasOwnWayIn(options, waysIn, 'header')) normal['auth'] = auth;
  }
  if (typeof baseTarget === 'string') {
    const { url, auth } = orUsage(() => targetAddressOf(baseTarget, '--base-target'));
    normal['baseTarget'] = url;
    if (auth !== undefined && !hasOwnWayIn(options, baseWaysIn, 'baseHeader')) normal['baseAuth'] = auth;
  }
  if (typeof brokerUrl === 'string') {
    const { url, auth } = orUsage(() => addressOf(brokerUrl, '--broker-url', 'https://broker.example.com'));
    normal['brokerUrl'] = url;
    const colon = auth?.indexOf(':') ?? 0;
    if (auth !== undefined && options['brokerToken'] === undefined && options['brokerUsername'] === undefined) {
      normal['brokerUsername'] = auth.slice(0, colon);
      normal['brokerPassword'] = auth.slice(colon + 1);
    }
  }
  return { ...options, ...normal };
}

function hasOwnWayIn(options: Options, ways: readonly (readonly string[])[], headers: string): boolean {
  const header = options[headers];
  const lines: readonly unknown[] = Array.isArray(header) ? header : [];
  return (
    ways.flat().some((name) => options[name] !== undefined) ||
    lines.some((line) => /^authorization\s*:/i.test(String(line)))
  );
}

function without(options: Options, names: readonly string[]): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));
}
