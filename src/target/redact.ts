/** Keeps secrets out of everything that is written or printed. */
import type { TargetOptions } from './target-options.ts';

const masked = '***';
const secretHeaders = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|.*(token|secret|password).*)$/i;

export type Redact = (text: string) => string;

/** Replaces every secret of the options, in the forms in which it can appear. */
export function redactorOf(options: TargetOptions): Redact {
  const { auth, token, clientSecret, tls, headers = {} } = options;
  const password = auth?.slice(auth.indexOf(':') + 1);
  const plain = [
    auth,
    password,
    token,
    clientSecret,
    tls?.key,
    ...proxySecrets(options.proxy),
    ...Object.entries(headers).flatMap(([name, value]) => (secretHeaders.test(name) ? [value] : [])),
  ];
  const secrets = plain.filter((secret): secret is string => secret !== undefined && secret.length >= 3);
  const forms = secrets.flatMap((secret) => [
    secret,
    Buffer.from(secret).toString('base64'),
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
  ]);
  const unique = [...new Set(forms)].toSorted((left, right) => right.length - left.length);
  return (text) => unique.reduce((result, form) => result.replaceAll(form, masked), text);
}

/** Header values that may be shown. */
export function redactHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, secretHeaders.test(name) ? masked : value]),
  );
}

function proxySecrets(proxy: string | undefined): readonly string[] {
  if (proxy === undefined || !URL.canParse(proxy)) return [];
  return [decodeURIComponent(new URL(proxy).password)].filter((secret) => secret !== '');
}
