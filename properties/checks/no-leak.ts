import type { RawRequest } from '../model/case.ts';
import type { Check } from './check.ts';
import { show } from './show.ts';

interface Leak {
  readonly what: string;
  readonly pattern: RegExp;
  /** Every match of the pattern contains one of these. Looking for them first is ten times as fast, because healthy answers seldom have one. */
  readonly hints?: readonly string[];
  /** Free JSON of others, such as the configuration of a source, may rightly have it. Traces have it too, and are found as traces. */
  readonly inErrorsOnly?: true;
}

const leaks: readonly Leak[] = [
  {
    what: 'a stack trace',
    hints: ['(', ' /', ' file:', ' node:', ':in ', 'goroutine ', 'Caused by: '],
    // Each alternative begins where a word does: long texts are read once.
    pattern:
      /(?<![\w$.<>/])[\w$.<>/]+\((?:[\w$]+\.(?:java|kt|scala|groovy):\d+|Native Method|Unknown Source)\)|\bat [\w$.<> ]{1,200} \(?(?:\/|file:\/\/|node:)[^\s"]+:\d+:\d+\)?|Traceback \(most recent call last\)|\bCaused by: [\w$]+(?:\.[\w$]+)+|\bgoroutine \d+ \[|(?<![\w/.-])[\w/.-]+\.(?:rb|php|go):\d+:in /g,
  },
  {
    what: 'SQL',
    // Names stand in quotes that JSON escapes; a quote that is not escaped ends the text.
    pattern:
      /\b(?:select\s+[\w\\"*.,\s]{1,200}\s+from\s|insert\s+into\s+\S+\s*\(|update\s+\S+\s+set\s+\S+\s*=|delete\s+from\s)(?:\\"|[^"]){0,300}?(?:\b(?:where|values|violates|constraint|returning)\b|"public\\?")|violates (?:foreign key|not-null|unique|check) constraint|value too long for type character|invalid input syntax for type|syntax error at or near|\bSQLSTATE\b|\bORA-\d{5}\b|error in your SQL syntax|org\.jooq|PSQLException/gi,
  },
  {
    what: 'the path of a program file',
    hints: ['.java', '.kt', '.jar', '.class', '.py', '.js', '.ts', '.go', '.so'],
    inErrorsOnly: true,
    pattern:
      /(?<![:/\w.-])(?:[A-Z]:[\\/]{1,2}|\/)[\w.-]+(?:[\\/]{1,2}[\w.-]+)+\.(?:java|kt|jar|class|py|[cm]?[jt]s|go|so)\b(?!:\d)/g,
  },
  {
    what: 'an internal address',
    inErrorsOnly: true,
    // Where a page says more is no secret, nor is the address that was called.
    pattern:
      /(?<=https?:)\/\/[^\s"]*|\bjdbc:[a-z]+:[^\s"]*|\b(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|redis|amqps?|kafka|temporal|grpc):\/\/[^\s"]+|(?<![\w.-])(?:10|192\.168|172\.(?:1[6-9]|2\d|3[01]))(?:\.\d{1,3}){2,3}:\d{2,5}\b|(?<![\w.-])[\w.-]+(?::(?:1433|1521|3306|5432|5672|6379|7233|9092|27017)|\.svc\.cluster\.local|\.internal)\b/gi,
  },
  {
    what: 'a secret',
    pattern:
      /"(password|secret|api_key|access_token|client_secret|private_key)"\s*:\s*"(?!\*+")[^"]{3,}"|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|postgres(ql)?:\/\/[^\s:"]+:[^\s@"*]+@/gi,
  },
];

export const noLeak = {
  id: 'no-leak',
  law: 'No answer contains a stack trace, SQL or a secret, and no error the path of a program file or the address of a database or another server inside.',
  meaning: 'An answer carries internals such as stack traces or secrets.',
  exceptions: 'An answer may repeat what the request contained.',
  severity: 'medium',
  judgesRaw: true,
  judgesStrangers: true,
  inspect({ answer, operation, body, step }) {
    return leaks.flatMap(({ what, pattern, hints, inErrorsOnly }) => {
      if (inErrorsOnly === true && (answer.status < 400 || answer.text.includes('Traceback'))) return [];
      if (hints?.some((hint) => answer.text.includes(hint)) === false) return [];
      const found = [...new Set([...answer.text.matchAll(pattern)].map(([match]) => match))];
      const told = found.filter((match) => !match.startsWith('//'));
      return notSent(told, body, step.raw).map((leak) => ({
        title: `${operation} answered ${answer.status} with ${what} in it`,
        expected: `no ${what.replace(/^(?:an?|the) /, '')}`,
        received: show(leak, 200),
        kind: `${what} ${answer.status}`,
        ...secretIn(leak),
      }));
    });
  },
} as const satisfies Check;

function notSent(found: readonly string[], body: unknown, raw: RawRequest | undefined): readonly string[] {
  if (found.length === 0) return [];
  const bytes = Buffer.from(raw?.bodyBase64 ?? '', 'base64').toString('latin1');
  const sent = `${JSON.stringify([body, raw])}${bytes}`;
  return found.filter((leak) => !sent.includes(leak.slice(0, 20)));
}

/** The kind of secret. Each kind is a finding of its own, so accepting one accepts no other. */
function secretIn(leak: string): { readonly detail?: string } {
  const name = /^"(\w+)"\s*:/.exec(leak)?.[1] ?? /PRIVATE KEY|^AKIA|^postgres/i.exec(leak)?.[0];
  return name === undefined ? {} : { detail: name.toLowerCase() };
}
