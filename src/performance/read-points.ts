/** Reads k6's raw points as a stream: a line at a time, only the numbers kept. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export interface Point {
  readonly metric: string;
  /** Milliseconds since the epoch, with fractions. */
  readonly timeMs: number;
  readonly value: number;
  readonly tags: Readonly<Record<string, string>>;
}

const wanted = new Set([
  'http_req_duration',
  'http_req_failed',
  'dropped_iterations',
  'script_errors',
  'contract_violations',
  'generator_lag',
  'from_intended_start',
  'iterations',
]);

/** Calls `take` for every point of the metrics that are used; a torn last line, from a killed k6, is skipped. */
export async function readPoints(file: string, take: (point: Point) => void): Promise<void> {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    // Most lines are of other metrics: a look at the text spares parsing them.
    const metric = /"metric":"([a-z_]+)"/.exec(line)?.[1];
    if (metric === undefined || !wanted.has(metric) || !line.includes('"type":"Point"')) continue;
    const point = parse(line);
    if (point !== undefined) take(point);
  }
}

function parse(line: string): Point | undefined {
  try {
    const { metric, data } = JSON.parse(line) as {
      readonly metric: string;
      readonly data: { readonly time: string; readonly value: number; readonly tags?: Record<string, string> };
    };
    return { metric, timeMs: Date.parse(data.time), value: data.value, tags: data.tags ?? {} };
  } catch {
    return undefined;
  }
}
