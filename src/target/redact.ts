/** Keeps secrets out of everything that is written or printed. */
import type { TargetOptions } from './target-options.ts';

const masked = '***';
const secretHeaders = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|.*(token|secret|password).*)$/i;

export type Redact = (text: string) => string;

/** The secrets of a target: credentials, secret headers, keys, and the passwords of proxies, those of the environment included. */
export function secretsOf({ auth, token, clientSecret, tls, headers = {}, proxy }: TargetOptions): readonly string[] {
  const keyLines = tls?.key?.split('\n').filter((line) => line.length >= 32 && !line.startsWith('---')) ?? [];
  return [
    auth,
    auth?.slice(auth.indexOf(':') + 1),
    token,
    clientSecret,
    tls?.key,
    ...keyLines,
    ...[proxy, ...proxyVariables.map((name) => process.env[name])].flatMap(proxySecrets),
    ...Object.entries(headers).flatMap(([name, value]) =>
      secretHeaders.test(name) ? [value, withoutScheme(value)] : [],
    ),
  ].filter((secret): secret is string => secret !== undefined);
}

/** Replaces every secret, in the forms in which it can appear. */
export function redactorOf(secrets: readonly string[]): Redact {
  const forms = secrets
    .filter((secret) => secret.length >= 3)
    .flatMap((secret) => [
      secret,
      Buffer.from(secret).toString('base64'),
      Buffer.from(secret).toString('base64url'),
      encodeURIComponent(secret),
      JSON.stringify(secret).slice(1, -1),
    ]);
  const unique = [...new Set(forms)].toSorted((left, right) => right.length - left.length);
  return (text) => unique.reduce((result, form) => result.replaceAll(form, masked), text);
}

const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/** `Bearer x` is as secret as `x`. */
function withoutScheme(value: string): string {
  return value.replace(/^\s*(basic|bearer|token)\s+/i, '');
}

/** Header values that may be shown. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretHeaders.test(name) ? masked : value]),
  );
}

function proxySecrets(proxy: string | undefined): readonly string[] {
  if (proxy === undefined || !URL.canParse(proxy)) return [];
  const { username, password } = new URL(proxy);
  if (password === '') return [];
  // Encoded as it stands in the address, plain, and as the header that is made of it.
  const plain = decodeURIComponent(password);
  return [password, plain, `${decodeURIComponent(username)}:${plain}`];
}
