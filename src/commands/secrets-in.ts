/** The secrets in what a command was given, before any of it is used or printed. */
import { environmentSecrets, headerSecrets } from '../target/redact.ts';
import { addressSecrets } from '../target/address-secrets.ts';
import type { Options } from './options/option-values.ts';

const addresses: ReadonlySet<string> = new Set(['target', 'baseTarget', 'proxy', 'brokerUrl']);
/** Named for what they hold, so that an option that is new tomorrow is not forgotten. */
const credential = /auth$|token$|secret$|password$/i;

/** `words` are the arguments beside the options. */
export function secretsIn(options: Options, words: readonly string[] = []): readonly string[] {
  const texts = Object.entries(options).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => (typeof each === 'string' ? [{ name, value: each }] : [])),
  );
  return [
    ...environmentSecrets(),
    ...texts.flatMap(({ name, value }) => [
      // Whatever takes a file may be given an address, if only by mistake.
      ...(addresses.has(name) || value.includes('://') ? addressSecrets(value) : []),
      ...(credential.test(name) ? [value, value.slice(value.indexOf(':') + 1)] : []),
      ...(/header$/i.test(name) ? headerSecrets(...headerIn(value)) : []),
    ]),
    ...words.filter((word) => word.includes('://')).flatMap(addressSecrets),
  ];
}

function headerIn(line: string): readonly [name: string, value: string] {
  const [name = '', ...rest] = line.split(':');
  return [name.trim(), rest.join(':').trim()];
}
