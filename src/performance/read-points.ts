/** Reads k6's raw points line by line and keeps only the numbers. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

export interface Point {
  readonly metric: string;
  /** Milliseconds since the epoch, with fractions. */
  readonly timeMs: number;
  readonly value: number;
  readonly tags: Readonly<Record<string, string>>;
}

const usual: ReadonlySet<string> = new Set([
  'http_req_duration',
  'http_req_failed',
  'dropped_iterations',
  'script_errors',
  'contract_checks',
  'contract_violations',
  'foreign_answers',
  'asked_to_wait',
  'generator_lag',
  'from_intended_start',
  'iterations',
]);

/** Calls `take` for every point of the wanted metrics, by default of all that are used. Skips a half-written end, from a killed k6. Reads `.gz`, too. */
export async function readPoints(
  file: string,
  take: (point: Point) => void,
  wanted: ReadonlySet<string> = usual,
): Promise<void> {
  const raw = createReadStream(file);
  const input = file.endsWith('.gz') ? raw.pipe(createGunzip()) : raw;
  raw.on('error', (error) => input.destroy(error));
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
      // Most lines are of other metrics: testing the text first saves parsing them.
      const metric = /"metric":"([a-z_]+)"/.exec(line)?.[1];
      if (metric === undefined || !wanted.has(metric) || !line.includes('"type":"Point"')) continue;
      const point = parse(line);
      if (point !== undefined) take(point);
    }
  } catch (error) {
    // The compressed file of a killed k6 has no end; `completeness.ts` judges that.
    if (!(error instanceof Error && 'code' in error && error.code === 'Z_BUF_ERROR')) throw error;
  }
}

function parse(line: string): Point | undefined {
  try {
    const { metric, data } = JSON.parse(line) as {
      readonly metric: string;
      readonly data: { readonly time: string; readonly value: number; readonly tags?: Record<string, string> };
    };
    return { metric, timeMs: millisecondsOf(data.time), value: data.value, tags: data.tags ?? {} };
  } catch {
    return undefined;
  }
}

/** `Date.parse` cuts the fraction off at milliseconds; k6 writes up to nine digits. */
function millisecondsOf(time: string): number {
  const beyond = /\.\d{3}(\d+)/.exec(time)?.[1];
  return Date.parse(time) + (beyond === undefined ? 0 : Number(`0.${beyond}`));
}
