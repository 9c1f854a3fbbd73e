/**
 * Whether runs of the usual length object to servers without faults: what needs tens of thousands of requests to show is not met by shorter
 * proofs. Each server gets `AIRLOCK_RUNS` runs, 3, of `AIRLOCK_SECONDS`, 60, with seeds from `AIRLOCK_SEED`, 1, on. Set `AIRLOCK_SERVERS` to
 * some of the names that are printed, and `AIRLOCK_RESULTS` to a folder in which each finding is left.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAirbyte20 } from '../lab/airbyte-2.0/start.ts';
import { latitudeIds } from '../lab/latitudes.ts';
import { startServer } from '../lab/start-server.ts';
import { fuzz } from '../src/index.ts';
import { generator } from '../src/statistics/generator.ts';

interface Served {
  readonly url: string;
  readonly workspaceId: string;
  close(): Promise<void>;
}

/** Those of releases show their known deviations. */
const servers: Readonly<Record<string, (seed: number) => Promise<Served>>> = {
  reference: () => startServer(),
  'half of the latitudes': (seed) => {
    const random = generator(seed);
    return startServer({ latitudes: latitudeIds.filter(() => random() < 0.5) });
  },
  'airbyte-0.44.5': () => startServer({ as: 'airbyte-0.44.5' }),
  'airbyte-2.0': () => startAirbyte20(),
};

export async function run(): Promise<void> {
  const { AIRLOCK_RUNS: runs = '3', AIRLOCK_SECONDS: seconds = '60', AIRLOCK_SEED: seed = '1' } = process.env;
  const names = process.env['AIRLOCK_SERVERS']?.split(',') ?? Object.keys(servers);
  process.env['AIRLOCK_HOME'] = await mkdtemp(join(tmpdir(), 'airlock-bench-'));
  console.log('server                   seed  requests  deviations  new');
  for (let number = 0; number < Number(runs); number += 1)
    for (const name of names) await oneRun(name, Number(seed) + number, Number(seconds));
}

async function oneRun(name: string, seed: number, seconds: number): Promise<void> {
  const start = servers[name];
  if (start === undefined)
    throw new TypeError(`Cannot start server "${name}": expected some of ${Object.keys(servers).join(', ')}`);
  const server = await start(seed);
  try {
    const { requests, findings } = await fuzz({
      target: server.url,
      workspace: server.workspaceId,
      seed,
      maxTime: `${seconds}s`,
      allowRefresh: true,
      allowReset: true,
      allowActive: true,
    });
    const unexplained = findings.filter(({ status }) => status === 'new');
    const counts = [requests.total, findings.length - unexplained.length, unexplained.length];
    const [sent, explained, found] = counts.map(String);
    console.log(
      [name.padEnd(23), String(seed).padStart(5), sent?.padStart(8), explained?.padStart(10), found?.padStart(3)].join(
        '  ',
      ),
    );
    for (const finding of unexplained) {
      const { id, check, title, reproduction } = finding;
      console.log(`  ${check}: ${title} (${reproduction})`);
      const { AIRLOCK_RESULTS: folder } = process.env;
      if (folder !== undefined)
        await writeFile(join(folder, `${seed}-${id}.json`), JSON.stringify(finding, undefined, 2));
    }
  } finally {
    await server.close();
  }
}
