/** Finds out which release a target is: from what it tells, from the description that it publishes, and from its error bodies. */
import { builtInReleaseOf, releaseDayOf } from '../../schemas/built-in-releases.ts';
import type { BuiltInReleaseId } from '../../schemas/built-in-releases.ts';
import { factsOf, newestDayOf } from '../../schemas/releases.ts';
import type { ReleaseFact, ReleaseFactId } from '../../schemas/releases.ts';
import { defined } from '../json/defined.ts';
import { isObject, textAt } from '../json/json.ts';
import type { JsonObject } from '../json/json.ts';
import type { Answer, Failure } from '../target/exchange.ts';
import { parseDescription } from './load-document.ts';

/** Which release a target is, and how that is known. */
export interface TargetRelease {
  /** As named or told, such as `2.0.0`; `reference` for Airlock's own backend. */
  readonly version?: string;
  /** The built-in release whose description and consumers are its own. */
  readonly builtIn?: BuiltInReleaseId;
  /** ISO day by which deviations and traps hold; without it none holds. */
  readonly day?: string;
  /** `named` by an option, `told` by the target, `fingerprint` of its answers, or `unknown`. */
  readonly sureness: 'named' | 'told' | 'fingerprint' | 'unknown';
  /** It was asked, and nothing in its answers is Airbyte's. */
  readonly isForeign?: true;
  /** What it is concluded from, or why nothing can be. */
  readonly reason: string;
}

/** What is asked of the target: reads that every release answers or refuses without harm. */
export interface Look {
  get(path: string, accept: string): Promise<Answer | Failure>;
  /** A get of a connection that nobody has. */
  unknownConnection(): Promise<Answer | Failure>;
  /** A get of some connection of the workspace; nothing where it has none. */
  someConnection(): Promise<Answer | Failure | undefined>;
}

/** Places where the version stands; both answer without credentials (observed on 2.0.0). */
const versionPaths = ['/v1/instance_configuration', '/v1/web_backend/config'] as const;

export async function identifyRelease(look: Look): Promise<TargetRelease> {
  for (const path of versionPaths) {
    const version = versionIn(await look.get(path, 'application/json'));
    if (version !== undefined) return releaseOfVersion(version, 'told', `GET ${path} tells ${version}`);
  }
  // 2.0 and its predecessors answer with YAML as text/plain, and with 406 to who asks for JSON alone.
  const description = publishedIn(await look.get('/v1/openapi', '*/*'));
  const facts = description === undefined ? [] : factsOf(description);
  const unknown = objectIn(await look.unknownConnection());
  if (unknown === undefined)
    return nothing('a get of an unknown connection is not answered with a JSON object, as every Airbyte does');
  const isAirbyte = airbyteClass.test(textAt(unknown, 'exceptionClassName') ?? '');
  if (isAirbyte && 'exceptionStack' in unknown) return withStackTraces(facts, objectIn(await look.someConnection()));
  if (isErrorIdAlone(unknown)) return withErrorIds(facts);
  return {
    ...nothing('it tells no version, and its errors are not those of an Airbyte release'),
    ...(isAirbyte ? {} : { isForeign: true as const }),
  };
}

/** A version that somebody says. */
export function releaseOfVersion(version: string, sureness: 'named' | 'told', reason: string): TargetRelease {
  const builtIn = builtInReleaseOf(version)?.id as BuiltInReleaseId | undefined; // ids of the table
  const day = releaseDayOf(version);
  return {
    version,
    sureness,
    reason,
    ...defined({ builtIn, day }),
  };
}

/** Exceptions of Airbyte's own packages are named in no other server's answers. */
const airbyteClass = /^(io\.airbyte|io\.micronaut)\./;

/** As servers before November 2024 answer; what the description and a read have says which of them. */
function withStackTraces(facts: readonly ReleaseFact[], read: JsonObject | undefined): TargetRelease {
  const members = ['createdAt', 'dataplaneGroupId'].filter((member) => read !== undefined && member in read);
  const later = [...facts.map(({ id }) => id), ...members];
  return later.length === 0
    ? fingerprint(
        '0.44',
        'errors name Airbyte classes and carry stack traces, and nothing of 2024 shows; releases up to the end of 2023 look the same',
      )
    : {
        day: newestDayOf(facts) ?? '2024-01-15',
        sureness: 'fingerprint',
        reason: `errors carry stack traces, as before November 2024, and it has ${later.join(', ')}`,
      };
}

/** As servers since October 2025 answer; only their description says which of them. */
function withErrorIds(facts: readonly ReleaseFact[]): TargetRelease {
  const has = (fact: ReleaseFactId): boolean => facts.some(({ id }) => id === fact);
  if (!has('error-id-bodies'))
    return nothing('errors carry an errorId alone, as since October 2025, and nothing tells the version');
  return has('status-locked')
    ? {
        ...defined({ day: newestDayOf(facts) }),
        sureness: 'fingerprint',
        reason: 'errors carry an errorId alone, and its description has the status locked: after 2.0',
      }
    : fingerprint('2.0', 'errors carry an errorId alone, and its description is of October 2025');
}

function fingerprint(builtIn: BuiltInReleaseId, reason: string): TargetRelease {
  return { version: builtIn, builtIn, ...defined({ day: releaseDayOf(builtIn) }), sureness: 'fingerprint', reason };
}

function nothing(reason: string): TargetRelease {
  return { sureness: 'unknown', reason };
}

function isErrorIdAlone(body: JsonObject): boolean {
  return Object.keys(body).join() === 'errorId';
}

/** Versions look like `2.0.0`; a server that was built by hand says `dev`. */
function versionIn(outcome: Answer | Failure): string | undefined {
  const version = textAt(objectIn(outcome), 'version');
  return version !== undefined && (version === 'reference' || /^v?\d+\.\d+(\.\d+)?([.-]\w+)*$/.test(version))
    ? version
    : undefined;
}

function objectIn(outcome: Answer | Failure | undefined): JsonObject | undefined {
  return outcome?.kind === 'answer' && outcome.json.ok && isObject(outcome.json.value) ? outcome.json.value : undefined;
}

function publishedIn(outcome: Answer | Failure): JsonObject | undefined {
  if (outcome.kind !== 'answer' || outcome.status !== 200) return undefined;
  try {
    return parseDescription(outcome.text, 'GET /v1/openapi').document;
  } catch {
    return undefined; // a page, or a text of another kind: no sign
  }
}
