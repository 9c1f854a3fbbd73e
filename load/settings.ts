/** The settings of a load test. They come as environment variables, so that no credentials are on a command line. */
import { defined } from './defined.ts';

export const testTypes = ['smoke', 'average', 'stress', 'spike', 'soak', 'breakpoint'] as const;
export type TestType = (typeof testTypes)[number];

export const loadOperations = ['list', 'get', 'mixed'] as const;
export type LoadOperation = (typeof loadOperations)[number];

/** Client credentials; tokens are fetched from the target itself. */
export interface Client {
  readonly id: string;
  readonly secret: string;
}

export interface Settings {
  /** Base address with `/api`. */
  readonly target: string;
  /** A second target that is loaded in turn with the first, request by request. */
  readonly baseTarget?: string;
  readonly workspaceId: string;
  readonly baseWorkspaceId?: string;
  /** Headers with credentials, ready to send. */
  readonly headers: Readonly<Record<string, string>>;
  readonly baseHeaders: Readonly<Record<string, string>>;
  readonly client?: Client;
  readonly baseClient?: Client;
  readonly operation: LoadOperation;
  /** Iterations a second; by test type when absent. */
  readonly rate?: number;
  readonly vus?: number;
  readonly durationSeconds?: number;
  /** Requests a second, all that k6 sends together. */
  readonly rateLimit?: number;
  /** Requests in all, setup and warm-up included. */
  readonly maxRequests?: number;
  /** Further thresholds as `metric: expression`. */
  readonly thresholds: Readonly<Record<string, readonly string[]>>;
  readonly warmUpSeconds: number;
  readonly timeoutSeconds: number;
  readonly insecure: boolean;
  /** Certificate and key in PEM, for targets that ask for them. */
  readonly clientCertificate?: { readonly cert: string; readonly key: string };
  readonly seed: number;
  /** Names the run in the logs of the target. */
  readonly userAgent: string;
}

/** Length of the warm-up by default. */
export const usualWarmUpSeconds = 2;

/** Reads `AIRLOCK_*`; by hand only `AIRLOCK_TARGET` and `AIRLOCK_WORKSPACE` are needed. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const optional = (name: string): string | undefined => environment[name] || undefined;
  const number = (name: string): number | undefined => {
    const text = optional(name);
    const value = Number(text);
    if (text !== undefined && !(value >= 0 && Number.isFinite(value)))
      throw new Error(`Cannot use ${name} "${text}": expected a number`);
    return text === undefined ? undefined : value;
  };
  const word = optional('AIRLOCK_OPERATION') ?? 'mixed';
  const operation = loadOperations.find((accepted) => accepted === word);
  if (operation === undefined) throw new Error(`Cannot use AIRLOCK_OPERATION "${word}": expected list, get or mixed`);
  const baseTarget = optional('AIRLOCK_BASE_TARGET');
  const cert = optional('AIRLOCK_TLS_CERT');
  const key = optional('AIRLOCK_TLS_KEY');
  return {
    target: plain(optional('AIRLOCK_TARGET') ?? 'http://localhost:8000/api'),
    workspaceId: optional('AIRLOCK_WORKSPACE') ?? '',
    headers: JSON.parse(optional('AIRLOCK_LOAD_HEADERS') ?? '{}') as Record<string, string>,
    baseHeaders: JSON.parse(optional('AIRLOCK_BASE_HEADERS') ?? '{}') as Record<string, string>,
    operation,
    thresholds: JSON.parse(optional('AIRLOCK_THRESHOLDS') ?? '{}') as Record<string, readonly string[]>,
    warmUpSeconds: number('AIRLOCK_WARM_UP_SECONDS') ?? usualWarmUpSeconds,
    timeoutSeconds: number('AIRLOCK_TIMEOUT_SECONDS') ?? 30,
    insecure: optional('AIRLOCK_INSECURE') === '1',
    seed: number('AIRLOCK_SEED') ?? 1,
    userAgent: optional('AIRLOCK_USER_AGENT') ?? 'airlock',
    ...defined({
      baseTarget: baseTarget === undefined ? undefined : plain(baseTarget),
      baseWorkspaceId: optional('AIRLOCK_BASE_WORKSPACE'),
      client: clientIn(optional('AIRLOCK_CLIENT_ID'), optional('AIRLOCK_CLIENT_SECRET')),
      baseClient: clientIn(optional('AIRLOCK_BASE_CLIENT_ID'), optional('AIRLOCK_BASE_CLIENT_SECRET')),
      rate: number('AIRLOCK_RATE'),
      vus: number('AIRLOCK_VUS'),
      durationSeconds: number('AIRLOCK_DURATION_SECONDS'),
      rateLimit: number('AIRLOCK_RATE_LIMIT'),
      maxRequests: number('AIRLOCK_MAX_REQUESTS'),
      clientCertificate: cert === undefined || key === undefined ? undefined : { cert, key },
    }),
  };
}

/** By hand it may end in a slash. */
function plain(address: string): string {
  return address.trim().replace(/\/+$/, '');
}

function clientIn(id: string | undefined, secret: string | undefined): Client | undefined {
  return id === undefined || secret === undefined ? undefined : { id, secret };
}
