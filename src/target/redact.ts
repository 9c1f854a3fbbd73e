/** Keeps secrets out of everything that is written or printed. */
import { maskAddresses } from '../client/mask-addresses.ts';
import { addressSecrets } from './address-secrets.ts';
import type { TargetOptions } from './target-options.ts';

const masked = '***';
/** Headers that always hold secrets. */
const secretHeaders = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|.*(token|secret|password).*)$/i;
/** Names of headers that are probably credentials when a user adds them. */
const likelySecret = /auth|cookie|token|secret|passw|session|credential|jwt|signature|key/i;
/** Shorter values of cookies are not masked: they may be common words. */
const shortestCookie = 8;

export type Redact = (text: string) => string;

/** The secrets of a target: credentials, secret headers, keys, and the passwords of proxies, those of the environment included. */
export function secretsOf({
  url,
  auth,
  token,
  clientSecret,
  other,
  tls,
  headers = {},
  proxy = '',
}: TargetOptions): readonly string[] {
  const keyLines = tls?.key?.split('\n').filter((line) => line.length >= 32 && !line.startsWith('---')) ?? [];
  return [
    ...[auth, other?.auth].flatMap((user) => [user, user?.slice(user.indexOf(':') + 1)]),
    other?.token,
    token,
    clientSecret,
    tls?.key,
    ...keyLines,
    ...[url, proxy].flatMap(addressSecrets),
    ...environmentSecrets(),
    ...Object.entries(headers).flatMap(([name, value]) => headerSecrets(name, value)),
  ].filter((secret): secret is string => secret !== undefined);
}

const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/** Variables of k6's outputs that hold secrets; headers are `name:value` or `name=value`, with commas between them. */
const outputSecrets = /^K6_(?:PROMETHEUS_RW|INFLUXDB|OTEL)_(?:.*_)?(?:PASSWORD|BEARER_TOKEN|SECRET_KEY|HEADERS.*)$/;
const outputAddresses = /^K6_(?:PROMETHEUS_RW_SERVER_URL|INFLUXDB_ADDR|INFLUXDB_PROXY)$/;

/** The secrets that other programs read from the environment: the passwords of proxies, and those of k6's outputs. */
export function environmentSecrets(environment: NodeJS.ProcessEnv = process.env): readonly string[] {
  const variables = Object.entries(environment);
  return [
    ...proxyVariables.flatMap((name) => addressSecrets(environment[name] ?? '')),
    ...variables.flatMap(([name, value = '']) => (outputAddresses.test(name) ? addressSecrets(value) : [])),
    ...variables.flatMap(([name, value = '']) =>
      outputSecrets.test(name) ? [value, ...value.split(',').map((pair) => pair.replace(/^[^:=]*[:=]\s*/, ''))] : [],
    ),
  ].filter((secret) => secret !== '');
}

/** The secrets in a header: its value, the token after `Bearer`, and each cookie. */
export function headerSecrets(name: string, value: string): readonly string[] {
  if (!likelySecret.test(name)) return [];
  const [, scheme = '', rest = value] = /^\s*(basic|bearer|token)\s+(.*)$/i.exec(value) ?? [];
  const user = scheme.toLowerCase() === 'basic' ? Buffer.from(rest, 'base64').toString() : '';
  const cookies = /cookie/i.test(name) ? value.split(/;\s*/).map((pair) => pair.slice(pair.indexOf('=') + 1)) : [];
  return [
    value,
    rest,
    ...(user.includes(':') ? [user, user.slice(user.indexOf(':') + 1)] : []),
    ...cookies.filter((cookie) => cookie.length >= shortestCookie),
  ];
}

/** Replaces every secret, in the forms in which it can appear, and the user part of every address. */
export function redactorOf(secrets: readonly string[]): Redact {
  const forms = new Set(secrets.filter((secret) => secret.length >= 3).flatMap(formsOf));
  const sorted = [...forms].toSorted((left, right) => right.length - left.length);
  return (text) => {
    const whole = sorted.reduce((result, form) => result.replaceAll(form, masked), text);
    return maskAddresses(withoutBeginnings(whole, sorted));
  };
}

/** Masks before `…` as well: a value that was cut there may end in the beginning of a secret. */
function withoutBeginnings(text: string, forms: readonly string[]): string {
  if (!text.includes('…')) return text;
  const parts = text.split('…');
  const last = parts.length - 1;
  return parts.map((part, index) => (index === last ? part : withoutBeginning(part, forms))).join('…');
}

function withoutBeginning(part: string, forms: readonly string[]): string {
  for (const form of forms) {
    const at = part.lastIndexOf(form.slice(0, Math.min(8, Math.ceil(form.length / 2))));
    if (at !== -1 && form.startsWith(part.slice(at))) return `${part.slice(0, at)}${masked}`;
  }
  return part;
}

/** As it is, in base64 with or without its padding, in addresses and forms, and in JSON, also in a text of JSON. */
function formsOf(secret: string): readonly string[] {
  const base64 = Buffer.from(secret).toString('base64');
  const address = new URL('http://host');
  address.password = secret;
  const encoded = [
    encodeURIComponent(secret),
    address.password,
    new URLSearchParams({ s: secret }).toString().slice(2),
  ];
  return [
    secret,
    base64,
    base64.replace(/=+$/, ''),
    encodeURIComponent(base64),
    Buffer.from(secret).toString('base64url'),
    ...encoded,
    ...encoded.map((text) => text.replaceAll(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase())),
    inJson(secret),
    inJson(inJson(secret)),
  ];
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** Header values that may be shown. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretHeaders.test(name) ? masked : value]),
  );
}
