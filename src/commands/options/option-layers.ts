/** How options from the configuration file, the environment and the command line become one set. */
import { addressOf, targetAddressOf } from '../../client/address.ts';
import type { Options } from './option-values.ts';
import { orUsage } from '../usage-error.ts';

/** What stands in later layers wins. Addresses are in their normal form afterwards, and users in them credentials. @throws {UsageError} */
export function mergedLayers(layers: readonly Options[]): Options {
  return layers
    .map((layer, index) => withoutReplaced(layer, layers.slice(index + 1)))
    .map(withNormalAddresses)
    .reduce(overlaid, {});
}

/** Of the three ways to get in, the last one that is named is meant: `--auth` is not for nothing where the environment has a token. */
const waysIn = [['auth'], ['token'], ['clientId', 'clientSecret']] as const;

function overlaid(lower: Options, upper: Options): Options {
  const isNamed = (way: readonly string[]): boolean => way.some((name) => upper[name] !== undefined);
  const given = waysIn.filter(isNamed);
  const replaced: readonly string[] = given.length === 0 ? [] : waysIn.filter((way) => !isNamed(way)).flat();
  return { ...without(lower, replaced), ...upper };
}

/** An address that is not used need not be right, and nobody in it is meant. */
function withoutReplaced(layer: Options, later: readonly Options[]): Options {
  const replaced = ['target', 'baseTarget', 'brokerUrl'].filter((name) =>
    later.some((options) => options[name] !== undefined),
  );
  return without(layer, replaced);
}

/** As in curl, a user in the address is meant unless another one is named. */
function withNormalAddresses(options: Options): Options {
  const { target, baseTarget, brokerUrl } = options;
  const normal: Record<string, string> = {};
  if (typeof target === 'string') {
    const { url, auth } = orUsage(() => targetAddressOf(target));
    normal['target'] = url;
    if (auth !== undefined && !hasOwnWayIn(options)) normal['auth'] = auth;
  }
  if (typeof baseTarget === 'string') {
    const { url, auth } = orUsage(() => targetAddressOf(baseTarget, '--base-target'));
    normal['baseTarget'] = url;
    if (auth !== undefined) normal['baseAuth'] = auth;
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

function hasOwnWayIn(options: Options): boolean {
  const { header } = options;
  const lines: readonly unknown[] = Array.isArray(header) ? header : [];
  return (
    waysIn.flat().some((name) => options[name] !== undefined) ||
    lines.some((line) => /^authorization\s*:/i.test(String(line)))
  );
}

function without(options: Options, names: readonly string[]): Options {
  return Object.fromEntries(Object.entries(options).filter(([name]) => !names.includes(name)));
}
