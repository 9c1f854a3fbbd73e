/** The secrets in the options of a command, found before any option is used or printed. */
import { environmentSecrets, headerSecrets } from '../target/redact.ts';
import { addressSecrets } from '../target/address-secrets.ts';
import type { Options } from './options/option-values.ts';

const addresses: ReadonlySet<string> = new Set(['target', 'baseTarget', 'proxy', 'brokerUrl']);
/** Recognised by name, so that a new option is not forgotten. */
const credential = /auth$|token$|secret$|password$/i;

/** `words` are the arguments beside the options. */
export function secretsIn(options: Options, words: readonly string[] = []): readonly string[] {
  const texts = Object.entries(options).flatMap(([name, value]) =>
    [value].flat().flatMap((each) => (typeof each === 'string' ? [{ name, value: each }] : [])),
  );
  return [
    ...environmentSecrets(),
    ...texts.flatMap(({ name, value }) => [
      // An option for a file may hold an address, if only by mistake.
      ...(addresses.has(name) || value.includes('://') ? addressSecrets(addressIn(name, value)) : []),
      ...(credential.test(name) ? [value, value.slice(value.indexOf(':') + 1)] : []),
      ...(/header$/i.test(name) ? headerSecrets(...headerIn(value)) : []),
    ]),
    ...words.filter((word) => word.includes('://')).flatMap(addressSecrets),
  ];
}

/** `--out NAME=ADDRESS` has a name before it. */
function addressIn(name: string, value: string): string {
  return name === 'outputs' ? value.slice(value.indexOf('=') + 1) : value;
}

function headerIn(line: string): readonly [name: string, value: string] {
  const [name = '', ...rest] = line.split(':');
  return [name.trim(), rest.join(':').trim()];
}
