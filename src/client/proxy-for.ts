/**
 * Which proxy a request takes. Everything that Airlock sends or has sent by its helpers asks here, because Node, Go,
 * Pact and curl each read the variables of a proxy in a way of their own.
 */
import { BlockList, isIP } from 'node:net';
import { maskedAddress } from './mask-addresses.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface ProxyOptions {
  /** From `--proxy`: used for every address, and the environment is ignored. */
  readonly explicit?: string | undefined;
  readonly environment?: Environment;
}

/** The first variable that is set and not empty; lower case first, as in curl. */
const variablesOf: Readonly<Record<string, readonly string[]>> = {
  'https:': ['https_proxy', 'HTTPS_PROXY', 'all_proxy', 'ALL_PROXY'],
  'http:': ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY'],
};
const exceptionVariables = ['no_proxy', 'NO_PROXY'];

/** Addresses of this machine are reached directly: our own servers listen there. */
export const thisMachine = 'localhost,127.0.0.0/8,::1';

/**
 * The proxy for an address; `undefined` where it is reached directly. @throws {TypeError} for a proxy that cannot be
 * used.
 */
export function proxyFor(address: URL, { explicit, environment = process.env }: ProxyOptions = {}): string | undefined {
  if (explicit !== undefined) return proxyAddress(explicit, '--proxy');
  const named = firstOf(variablesOf[address.protocol] ?? [], environment);
  const exceptions = firstOf(exceptionVariables, environment)?.value ?? '';
  if (named === undefined || isException(address, `${thisMachine},${exceptions}`)) return undefined;
  return proxyAddress(named.value, named.name);
}

/**
 * The variables of a proxy in the names that every program knows, whatever names they have in the environment.
 * @throws {TypeError} for a proxy that cannot be used.
 */
export function environmentProxies(environment: Environment = process.env): Readonly<Record<string, string>> {
  const found = ([variable, protocol]: readonly [string, string]): readonly (readonly [string, string])[] => {
    const named = firstOf(variablesOf[protocol] ?? [], environment);
    return named === undefined ? [] : [[variable, proxyAddress(named.value, named.name)]];
  };
  const proxies = [...found(['HTTPS_PROXY', 'https:']), ...found(['HTTP_PROXY', 'http:'])];
  if (proxies.length === 0) return {};
  const exceptions = firstOf(exceptionVariables, environment)?.value;
  return {
    ...Object.fromEntries(proxies),
    NO_PROXY: exceptions === undefined ? thisMachine : `${thisMachine},${exceptions}`,
  };
}

/** The address of a proxy in one form. @throws {TypeError} saying what is accepted; passwords are not shown. */
export function proxyAddress(given: string, name: string): string {
  const text = given.trim();
  const refused = (hint: string): TypeError =>
    new TypeError(
      `Cannot use ${name} "${maskedAddress(text)}": expected the address of an HTTP proxy such as http://proxy:3128${hint}`,
    );
  if (!/^https?:\/\/[^\s]+$/i.test(text) || !URL.canParse(text))
    throw refused(
      /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || !URL.canParse(`http://${text}`)
        ? ''
        : `; did you mean "http://${maskedAddress(text)}"?`,
    );
  const url = new URL(text);
  if (!isDecodable(url.username) || !isDecodable(url.password))
    throw refused('; write "%" in a user or password as "%25"');
  return url.href;
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function firstOf(
  names: readonly string[],
  environment: Environment,
): { readonly name: string; readonly value: string } | undefined {
  for (const name of names) {
    const value = environment[name]?.trim();
    if (value !== undefined && value !== '') return { name, value };
  }
  return undefined;
}

/** As curl and Go read the list: names with everything below them, addresses, networks, `host:port`, `*`. */
function isException({ hostname, port, protocol }: URL, list: string): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1').replace(/(.)\.$/, '$1');
  const portNumber = port === '' ? (protocol === 'https:' ? '443' : '80') : port;
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== '' && matches(entry, host, portNumber));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry.includes('/')) return isInNetwork(host, entry);
  const isBareIpv6 = isIP(entry) === 6;
  const [, name = entry, only] = (isBareIpv6 ? null : /^\[?(.*?)\]?(?::(\d+))?$/.exec(entry)) ?? [];
  if (only !== undefined && only !== port) return false;
  const domain = name.replace(/^\*?\.?/, '').replace(/\.$/, '');
  return name === '*' || host === domain || (domain !== '' && host.endsWith(`.${domain}`));
}

function isInNetwork(host: string, network: string): boolean {
  const [base = '', prefix = ''] = network.split('/');
  const family = isIP(base) === 6 ? 'ipv6' : 'ipv4';
  const own = isIP(host);
  if (own === 0) return false;
  try {
    const list = new BlockList();
    list.addSubnet(base, Number(prefix), family);
    return list.check(host, own === 6 ? 'ipv6' : 'ipv4');
  } catch {
    return false; // no network at all
  }
}
