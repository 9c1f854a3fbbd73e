/**
 * What releases changed beyond their schemas: rules that a check, a generator or a reader of lists has to know.
 * Dates are those of the change in airbyte-platform; a fact holds from its day on, until the day named, if any.
 */
import type { OperationId } from './operations.ts';

export interface ReleaseFact {
  readonly id: string;
  /** ISO date. */
  readonly from: string;
  readonly until?: string;
  readonly operations: readonly OperationId[] | 'all';
  /** What holds, in one sentence. */
  readonly rule: string;
  /** What somebody who does not know it gets wrong. */
  readonly consequence: string;
  /** Commit in airbyte-platform. */
  readonly evidence: string;
  /** How a description shows that its release has it: something at a pointer, or nothing, or one of the values of a list. */
  readonly sign?: { readonly pointer: string; readonly includes?: string; readonly isAbsent?: true };
}

const model = '/components/schemas';

export const releaseFacts = [
  {
    // No sign: descriptions of both eras declare schemes that no operation uses.
    id: 'basic-authentication',
    from: '2020-10-01',
    until: '2024-08-23',
    operations: 'all',
    rule: 'The deployment asks for HTTP basic credentials at its proxy; the server itself does not.',
    consequence: 'Bearer tokens are ignored and 401 comes as an HTML page.',
    evidence: '7f329c9947',
  },
  {
    id: 'bearer-tokens',
    from: '2024-08-23',
    operations: 'all',
    rule: 'Requests carry a bearer token from POST /v1/applications/token.',
    consequence: 'Basic credentials are refused with 401.',
    evidence: '7f329c9947',
  },
  {
    id: 'duplicate-streams-refused',
    from: '2023-10-16',
    operations: ['webBackendCreateConnection', 'webBackendUpdateConnection'],
    rule: 'Two streams with the same namespace and name are refused, with 500.',
    consequence: 'Before, they were stored and broke later requests.',
    evidence: '77055d8972',
  },
  {
    id: 'icons-are-addresses',
    from: '2024-01-02',
    operations: [
      'webBackendGetConnection',
      'webBackendListConnectionsForWorkspace',
      'webBackendCreateConnection',
      'webBackendUpdateConnection',
    ],
    rule: '`icon` is the address of an image instead of the image itself.',
    consequence: 'A page that puts it into its markup shows an address. The schema does not tell.',
    evidence: 'bff17549cf, unconditional since cf062fc4da (2024-07-24)',
  },
  {
    id: 'refresh-needs-editor',
    from: '2024-02-20',
    operations: ['webBackendGetConnection'],
    rule: '`withRefreshedCatalog` needs the rights of an editor where authorization is on.',
    consequence: 'Readers get 403.',
    evidence: 'f194a0fe40',
  },
  {
    id: 'selected-field-limit',
    from: '2024-04-24',
    operations: ['webBackendCreateConnection', 'webBackendUpdateConnection'],
    rule: 'A catalog with more selected top-level fields than a limit (20,000 unless configured) is refused with 400.',
    consequence: 'Large catalogs that used to pass fail.',
    evidence: 'a139a0d396',
  },
  {
    id: 'asynchronous-reset',
    from: '2024-04-25',
    operations: ['webBackendUpdateConnection'],
    rule: 'The reset that an update triggers is started after the answer.',
    consequence: 'The job need not exist when 200 arrives.',
    evidence: 'd414268acf',
  },
  {
    id: 'cron-problem-bodies',
    from: '2024-06-07',
    operations: ['webBackendCreateConnection', 'webBackendUpdateConnection'],
    rule: 'A cron expression that does not parse is refused with 400 and a problem object instead of 422.',
    consequence: 'Readers of `message` find `title` and `detail`.',
    evidence: 'bd2ef46e22',
  },
  {
    id: 'operator-bodies-removed',
    from: '2024-07-01',
    operations: ['webBackendCreateConnection', 'webBackendUpdateConnection', 'webBackendGetConnection'],
    rule: '`normalization` and `dbt` are values of operatorType without a body.',
    consequence: 'Only webhook operations round-trip.',
    evidence: 'ec6908ab70, 9b71521aed',
    sign: { pointer: `${model}/OperatorConfiguration/properties/normalization`, isAbsent: true },
  },
  {
    id: 'operations-nullable',
    from: '2024-07-26',
    operations: ['webBackendUpdateConnection'],
    rule: '`operations: null` in an update means: leave them alone.',
    consequence: 'The only member of these requests for which null is declared.',
    evidence: '17be0b3b6c',
    sign: { pointer: `${model}/WebBackendConnectionUpdate/properties/operations/type`, includes: 'null' },
  },
  {
    id: 'no-stack-traces',
    from: '2024-11-07',
    operations: 'all',
    rule: 'Error bodies have no stack trace.',
    consequence: 'Readers of `exceptionStack` find nothing.',
    evidence: 'd4a4ebaaf3',
  },
  {
    id: 'cron-frequency',
    from: '2024-11-19',
    operations: ['webBackendCreateConnection', 'webBackendUpdateConnection'],
    rule: 'Cron schedules that fire more than once an hour are refused unless entitled.',
    consequence: 'Schedules that used to pass fail with 400.',
    evidence: '1649d3f1b8',
  },
  {
    id: 'geographies-removed',
    from: '2025-05-22',
    operations: ['webBackendListGeographies'],
    rule: 'geographies/list is gone; connections have `dataplaneGroupId` instead of `geography`.',
    consequence: 'Calls get 404.',
    evidence: '83e587d43c',
    sign: { pointer: '/paths/~1v1~1web_backend~1geographies~1list', isAbsent: true },
  },
  {
    id: 'list-paging',
    from: '2025-07-09',
    operations: ['webBackendListConnectionsForWorkspace'],
    rule: 'connections/list answers one page of 20 unless `pageSize` says otherwise, by name; `cursor` is a connection id.',
    consequence: 'Whoever reads one answer sees 20 connections and takes them for all.',
    evidence: '92e76c9637',
    sign: { pointer: `${model}/WebBackendConnectionListRequestBody/properties/pageSize` },
  },
  {
    id: 'error-id-bodies',
    from: '2025-10-13',
    operations: 'all',
    rule: 'The bodies of 404, 500 and malformed JSON are `{errorId}`, without `message`.',
    consequence: 'The description required `message` until 5 August 2026: servers between break it.',
    evidence: '75054177f0, ddd4a0e596',
    sign: { pointer: `${model}/NotFoundKnownExceptionInfo/properties/errorId` },
  },
  {
    id: 'status-locked',
    from: '2025-10-16',
    operations: ['webBackendUpdateConnection', 'webBackendGetConnection', 'webBackendListConnectionsForWorkspace'],
    rule: 'A connection with status `locked` refuses updates with a problem object.',
    consequence: 'A closed enum does not know the value; an update that used to pass fails.',
    evidence: '37d38e81fb',
    sign: { pointer: `${model}/ConnectionStatus/enum`, includes: 'locked' },
  },
  {
    id: 'basic-schedule-frequency',
    from: '2025-11-04',
    operations: ['webBackendCreateConnection', 'webBackendUpdateConnection'],
    rule: 'Basic schedules in minutes below 60 are refused unless entitled.',
    consequence: 'Schedules that used to pass fail.',
    evidence: '6216450c35',
  },
  {
    id: 'failed-discovery-answers-stored-catalog',
    from: '2026-06-17',
    operations: ['webBackendGetConnection'],
    rule: 'A refresh whose discovery fails answers 200 with the stored catalog and no `catalogDiff`.',
    consequence: 'Before, it was a 500.',
    evidence: '1475dd6d08',
  },
] as const satisfies readonly ReleaseFact[];

export type ReleaseFactId = (typeof releaseFacts)[number]['id'];

/** The facts whose sign a description shows; facts without a sign cannot be told from it. */
export function factsOf(document: unknown): readonly ReleaseFact[] {
  return releaseFacts.filter((fact: ReleaseFact) => fact.sign !== undefined && shows(document, fact.sign));
}

/** The facts that hold on a day, by ISO date. */
export function factsAt(date: string): readonly ReleaseFact[] {
  return releaseFacts.filter(
    (fact: ReleaseFact) => fact.from <= date && (fact.until === undefined || date < fact.until),
  );
}

/** The day of the newest fact, by ISO date; `undefined` of none. */
export function newestDayOf(facts: readonly ReleaseFact[]): string | undefined {
  return facts
    .map(({ from }) => from)
    .toSorted()
    .at(-1);
}

function shows(document: unknown, { pointer, includes, isAbsent }: NonNullable<ReleaseFact['sign']>): boolean {
  let node = document;
  for (const token of pointer.split('/').slice(1)) {
    const key = token.replaceAll('~1', '/').replaceAll('~0', '~');
    node = typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined; // any JSON
  }
  if (isAbsent === true) return node === undefined;
  return includes === undefined ? node !== undefined : Array.isArray(node) && node.includes(includes);
}
