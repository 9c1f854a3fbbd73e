/** Exchanges between Airlock and a real server, in the reduced form that the tests carry. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../../../src/json/json.ts';

/** One request and its answer, in the order in which they were sent. */
export interface RecordedExchange {
  readonly run: string;
  /** Place in the run; some numbers are missing. */
  readonly n: number;
  readonly method: string;
  /** Below `/api`, with whatever query was sent. */
  readonly path: string;
  readonly contentType?: string;
  /** `application/json` unless told otherwise. */
  readonly accept?: string;
  readonly body?: string;
  /** In base64, where the body was no text. */
  readonly bytes?: string;
  readonly status: number;
  readonly answerType?: string;
  /** The body as JSON; absent where there was none, or too much of it. */
  readonly answer?: unknown;
  /** The body, where it was no JSON. */
  readonly answerText?: string;
  /** So many items of the list were cut off. */
  readonly more?: number;
}

/** What was in the server before each run. */
export interface RecordedSeed {
  /** Ids of workspaces, sources, destinations, catalogs and connections by their roles. */
  readonly ids: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** First reads of the seeded connections. */
  readonly reads: readonly JsonObject[];
}

/** Everything that is known of one release. */
export interface Recording {
  readonly seed: RecordedSeed;
  readonly exchanges: readonly RecordedExchange[];
}

/** One release: gzipped lines of JSON, the seed first. */
export function recordingOf(release: string): Recording {
  const file = new URL(`./${release}.ndjson.gz`, import.meta.url);
  const [first = '', ...lines] = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  return {
    seed: JSON.parse(first) as RecordedSeed, // written by reduce-recording.ts
    exchanges: lines.map((line) => JSON.parse(line) as RecordedExchange), // likewise
  };
}
