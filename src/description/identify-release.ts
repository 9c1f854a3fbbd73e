/** Finds out which release a target is: from what it tells, from the description that it publishes, and from its error bodies. */
import { builtInReleaseOf, releaseDayOf } from '../../schemas/built-in-releases.ts';
import type { BuiltInReleaseId } from '../../schemas/built-in-releases.ts';
import { factsOf } from '../../schemas/releases.ts';
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
  return fingerprintOf({
    // 2.0 and its predecessors answer with YAML as text/plain, and with 406 to who asks for JSON alone.
    description: publishedIn(await look.get('/v1/openapi', '*/*')),
    unknown: objectIn(await look.unknownConnection()),
    read: objectIn(await look.someConnection()),
  });
}

/** A version that somebody says. */
export function releaseOfVersion(version: string, sureness: 'named' | 'told', reason: string): TargetRelease {
  const builtIn = builtInReleaseOf(version)?.id as BuiltInReleaseId | undefined; // ids of the table
  const day = releaseDayOf(version);
  return {
    version,
    sureness,
    reason,
    ...(builtIn === undefined ? {} : { builtIn }),
    ...(day === undefined ? {} : { day }),
  };
}

interface Signs {
  readonly description: JsonObject | undefined;
  readonly unknown: JsonObject | undefined;
  readonly read: JsonObject | undefined;
}

/** Exceptions of Airbyte's own packages are named in no other server's answers. */
const airbyteClass = /^(io\.airbyte|io\.micronaut)\./;

function fingerprintOf({ description, unknown, read }: Signs): TargetRelease {
  const facts = description === undefined ? [] : factsOf(description);
  const newest = facts
    .map(({ from }) => from)
    .toSorted()
    .at(-1);
  if (unknown === undefined)
    return nothing('a get of an unknown connection is not answered with a JSON object, as every Airbyte does');
  if (airbyteClass.test(textAt(unknown, 'exceptionClassName') ?? '') && 'exceptionStack' in unknown) {
    const later = [
      ...facts.map(({ id }) => id),
      ...['createdAt', 'dataplaneGroupId'].filter((member) => read !== undefined && member in read),
    ];
    if (later.length === 0)
      return {
        version: '0.44',
        builtIn: '0.44',
        ...day('0.44'),
        sureness: 'fingerprint',
        reason:
          'errors name Airbyte classes and carry stack traces, and nothing of 2024 shows; releases up to the end of 2023 look the same',
      };
    return {
      day: newest ?? '2024-01-15',
      sureness: 'fingerprint',
      reason: `errors carry stack traces, as before November 2024, and it has ${later.join(', ')}`,
    };
  }
  if (isErrorIdAlone(unknown) && facts.some(({ id }) => id === 'error-id-bodies'))
    return facts.some(({ id }) => id === 'status-locked')
      ? {
          day: newest ?? '2025-10-16',
          sureness: 'fingerprint',
          reason: 'errors carry an errorId alone, and its description has the status locked: after 2.0',
        }
      : {
          version: '2.0',
          builtIn: '2.0',
          ...day('2.0'),
          sureness: 'fingerprint',
          reason: 'errors carry an errorId alone, and its description is of October 2025',
        };
  return isErrorIdAlone(unknown)
    ? nothing('errors carry an errorId alone, as since October 2025, and nothing tells the version')
    : {
        ...nothing('it tells no version, and its errors are not those of an Airbyte release'),
        ...(airbyteClass.test(textAt(unknown, 'exceptionClassName') ?? '') ? {} : { isForeign: true as const }),
      };
}

function day(version: string): { readonly day?: string } {
  const found = releaseDayOf(version);
  return found === undefined ? {} : { day: found };
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
