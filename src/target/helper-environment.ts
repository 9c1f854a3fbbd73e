/** The environment of the programs that a run starts: only named variables, and none of the run's secrets. */
import { proxyFor, thisMachine } from '../client/proxy-for.ts';

/** Variables that any program needs: paths, locale, certificates. */
const needed = [
  'PATH HOME USER LOGNAME SHELL TMPDIR XDG_CACHE_HOME LD_LIBRARY_PATH DYLD_LIBRARY_PATH',
  'LANG LANGUAGE LC_ALL LC_CTYPE LC_MESSAGES TZ',
  'SSL_CERT_FILE SSL_CERT_DIR NODE_EXTRA_CA_CERTS',
  // Windows
  'SystemRoot SystemDrive windir ComSpec PATHEXT TEMP TMP USERPROFILE APPDATA LOCALAPPDATA',
]
  .join(' ')
  .toLowerCase()
  .split(' ');

export interface HelperNeeds {
  /** Further variables that this program reads, where they are set. */
  readonly inherits?: RegExp;
  /** Variables that Airlock sets for it. */
  readonly variables?: NodeJS.ProcessEnv;
}

export function helperEnvironment(
  { inherits, variables = {} }: HelperNeeds = {},
  environment: NodeJS.ProcessEnv = process.env,
): NodeJS.ProcessEnv {
  // Windows keeps the case in which a variable was first set, `Path` for example, and does not tell them apart.
  const kept = Object.entries(environment).filter(
    ([name]) => needed.includes(name.toLowerCase()) || inherits?.test(name) === true,
  );
  return { ...Object.fromEntries(kept), ...variables };
}

export interface Destination {
  readonly url: string;
  /** From `--proxy`. */
  readonly proxy?: string | undefined;
}

/**
 * The variables by which a program that is not ours reaches its destinations as we would: the proxies that they need, and those that
 * need none as exceptions. @throws {TypeError} for a proxy that cannot be used.
 */
export function proxyVariables(
  destinations: readonly Destination[],
  environment: NodeJS.ProcessEnv = process.env,
): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  const direct: string[] = [];
  for (const { url, proxy } of destinations) {
    const address = new URL(url);
    const chosen = proxyFor(address, { explicit: proxy, environment });
    if (chosen === undefined) direct.push(address.host);
    else variables[address.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'] = chosen;
  }
  return Object.keys(variables).length === 0 ? {} : { ...variables, NO_PROXY: [thisMachine, ...direct].join(',') };
}
