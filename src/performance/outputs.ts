/** k6's outputs: where the points of a run go beside Airlock's own file. Addresses and credentials reach k6 in its environment only. */
import { maskedAddress } from '../client/mask-addresses.ts';
import { decoded } from '../client/address.ts';
import { addressSecrets } from '../target/address-secrets.ts';

export const outputNames = ['prometheus-rw', 'opentelemetry', 'influxdb', 'json', 'csv'] as const;
export type OutputName = (typeof outputNames)[number];

export interface Output {
  readonly name: OutputName;
  /** As k6 2 names it. */
  readonly k6Name: string;
  /** Of `json` and `csv`. */
  readonly file?: string;
  /** The address without its user; absent where k6's own variables or its default say it. */
  readonly url?: string;
  /** Where to, for the environment of k6. */
  readonly variables: Readonly<Record<string, string>>;
  /** Who sends, from the user part of the address, for the environment of k6. */
  readonly credentials: Readonly<Record<string, string>>;
}

interface Database {
  readonly k6Name: string;
  readonly example: string;
  readonly schemes: readonly string[];
  /** Variables of the caller's environment that k6 may read when this output is asked for. */
  readonly inherits: RegExp;
  /** The variables of k6 that hold secrets, by the key that they have in a Kubernetes secret. */
  readonly secrets: Readonly<Record<string, string>>;
  /** @throws {TypeError} for an address that k6 cannot use. */
  readonly place: (url: URL) => Readonly<Record<string, string>>;
}

/** Names and variables as in k6 2.2 (internal/output); k6 1 has the same. */
const databases: Readonly<Partial<Record<OutputName, Database>>> = {
  'prometheus-rw': {
    k6Name: 'experimental-prometheus-rw',
    example: 'https://prometheus.example.com/api/v1/write',
    schemes: ['http:', 'https:'],
    inherits: /^K6_PROMETHEUS_RW_/,
    secrets: {
      username: 'K6_PROMETHEUS_RW_USERNAME',
      password: 'K6_PROMETHEUS_RW_PASSWORD',
      token: 'K6_PROMETHEUS_RW_BEARER_TOKEN',
    },
    place: ({ href }) => ({ K6_PROMETHEUS_RW_SERVER_URL: href }),
  },
  opentelemetry: {
    k6Name: 'opentelemetry',
    example: 'http://collector:4318 or grpc://collector:4317',
    schemes: ['http:', 'https:', 'grpc:', 'grpcs:'],
    inherits: /^(?:K6_OTEL_|OTEL_SERVICE_NAME$)/,
    secrets: {
      username: 'K6_OTEL_HTTP_EXPORTER_USERNAME',
      password: 'K6_OTEL_HTTP_EXPORTER_PASSWORD',
      headers: 'K6_OTEL_HEADERS',
    },
    place: ({ protocol, host, pathname }): Readonly<Record<string, string>> =>
      protocol.startsWith('grpc')
        ? {
            K6_OTEL_EXPORTER_PROTOCOL: 'grpc',
            K6_OTEL_GRPC_EXPORTER_ENDPOINT: host,
            K6_OTEL_GRPC_EXPORTER_INSECURE: String(protocol === 'grpc:'),
          }
        : {
            K6_OTEL_EXPORTER_PROTOCOL: 'http/protobuf',
            K6_OTEL_HTTP_EXPORTER_ENDPOINT: host,
            K6_OTEL_HTTP_EXPORTER_INSECURE: String(protocol === 'http:'),
            ...(pathname === '/' ? {} : { K6_OTEL_HTTP_EXPORTER_URL_PATH: pathname }),
          },
  },
  influxdb: {
    k6Name: 'influxdb',
    example: 'http://influxdb:8086/k6',
    schemes: ['http:', 'https:'],
    inherits: /^K6_INFLUXDB_/,
    secrets: { username: 'K6_INFLUXDB_USERNAME', password: 'K6_INFLUXDB_PASSWORD' },
    place: ({ origin, pathname }) => ({
      K6_INFLUXDB_ADDR: origin,
      ...(pathname === '/' ? {} : { K6_INFLUXDB_DB: pathname.slice(1) }),
    }),
  },
};

/** Reads `NAME` or `NAME=PLACE`. @throws {TypeError} with what is accepted; a user part is not shown. */
export function outputOf(given: string): Output {
  const text = given.trim();
  const at = text.indexOf('=');
  const word = at === -1 ? text : text.slice(0, at);
  const place = at === -1 ? undefined : text.slice(at + 1).trim();
  const name = outputNames.find((accepted) => accepted === word);
  if (name === undefined) throw new TypeError(`Cannot use --out "${word}": expected ${outputNames.join(', ')}`);
  const database = databases[name];
  if (database !== undefined) return inDatabase(name, database, place);
  if (place === undefined || place === '' || place === '-')
    throw new TypeError(`Cannot use --out ${name}: expected a file, such as ${name}=points.${name}.gz`);
  if (name === 'csv' && /[=,]/.test(place))
    throw new TypeError(`Cannot use --out ${text}: k6 takes no file with "=" or "," for csv; name another`);
  return { name, k6Name: name, file: place, variables: {}, credentials: {} };
}

function inDatabase(name: OutputName, database: Database, place: string | undefined): Output {
  const { k6Name, schemes, secrets, example } = database;
  if (place === undefined) return { name, k6Name, variables: {}, credentials: {} };
  const refused = (why: string): TypeError =>
    new TypeError(`Cannot use --out ${name}=${withoutQuery(maskedAddress(place))}: ${why}`);
  const url = URL.canParse(place) ? new URL(place) : undefined;
  if (url === undefined || !schemes.includes(url.protocol) || url.host === '')
    throw refused(`expected an address such as ${example}`);
  const user = { username: decoded(url.username), password: decoded(url.password) };
  url.username = '';
  url.password = '';
  const hasUser = user.username !== '' || user.password !== '';
  if (hasUser && url.protocol.startsWith('grpc'))
    throw refused('k6 signs in to no gRPC collector by user; set K6_OTEL_HEADERS in the environment');
  if (url.hash !== '' || (url.search !== '' && name !== 'prometheus-rw'))
    throw refused('k6 takes no query there; set its variables in the environment');
  return {
    name,
    k6Name,
    url: url.href,
    variables: database.place(url),
    credentials: hasUser
      ? { [secrets['username'] ?? '']: user.username, [secrets['password'] ?? '']: user.password }
      : {},
  };
}

/** The outputs of one run of Airlock, which may start k6 several times. */
export class Outputs {
  readonly list: readonly Output[];
  #processes = 0;
  #complaint: string | undefined;

  constructor(list: readonly Output[]) {
    this.list = list;
  }

  /** The arguments of the next process of k6. */
  nextArguments(): readonly string[] {
    this.#processes += 1;
    return outputArguments(this.list, this.#processes);
  }

  /** Reads what a process wrote to standard error. Returns the first complaint about an output, once. */
  heard(stderr: string): string | undefined {
    if (this.#complaint !== undefined) return undefined;
    this.#complaint = this.list.length === 0 ? undefined : outputComplaint(stderr);
    return this.#complaint;
  }

  get complaint(): string | undefined {
    return this.#complaint;
  }
}

/** For k6's command line: names and files, never an address. A later process of one run writes files of its own. */
export function outputArguments(outputs: readonly Output[], run = 1): readonly string[] {
  return outputs.flatMap(({ k6Name, file }) => [
    '--out',
    file === undefined ? k6Name : `${k6Name}=${run === 1 ? file : numbered(file, run)}`,
  ]);
}

/** `points-2.json.gz` for the second process. */
function numbered(file: string, run: number): string {
  return file.replace(/((?:\.[^./\\]+)*)$/, `-${run}$1`);
}

/** What k6 may read of the caller's environment for these outputs, beside what it always may. */
export function inheritedFor(outputs: readonly Output[]): readonly RegExp[] {
  return outputs.flatMap(({ name }) => databases[name]?.inherits ?? []);
}

/** Variables of k6 that hold the credentials of an output, by their key. */
export function secretVariables(name: OutputName): Readonly<Record<string, string>> {
  return databases[name]?.secrets ?? {};
}

/** True for an address with a secret beside its user, such as a token in its query. */
export function hasSecretInAddress({ url }: Output): boolean {
  return url !== undefined && addressSecrets(url).length > 0;
}

/** A query may hold a token. */
function withoutQuery(address: string): string {
  return address.replace(/\?.*/s, '?…');
}

/** `prometheus-rw (https://host/api/v1/write)`. */
export function describedOutput({ name, file, url }: Output): string {
  const place = file ?? (url === undefined ? undefined : withoutQuery(url).replace(/\/$/, ''));
  return place === undefined ? name : `${name} (${place})`;
}

/** What k6 complained of on standard error beside the script, once; `undefined` when nothing failed. */
export function outputComplaint(stderr: string): string | undefined {
  const line = stderr
    .split('\n')
    .find((one) => /level=(?:error|warning)/.test(one) && /output=|OpenTelemetry/.test(one));
  if (line === undefined) return undefined;
  const [message, error] = ['msg', 'error'].map((name) =>
    new RegExp(`\\b${name}="((?:[^"\\\\]|\\\\.)*)"`).exec(line)?.[1]?.replaceAll('\\"', '"'),
  );
  return [message, error]
    .filter((part) => part !== undefined)
    .join(': ')
    .slice(0, 300);
}
