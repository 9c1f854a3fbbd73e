/**
 * How many faults that nobody chose are noticed: small changes of a server's answering code (Stryker's mutants, text literals apart), each
 * fuzzed with a budget of requests and verified by the built-in contracts. Set by the environment:
 *
 * - `AIRLOCK_SERVER`: `reference`, `airbyte-2.0` or `airbyte-0.44.5`.
 * - `AIRLOCK_SAMPLE`: size of the random sample, 60, or `all`; `AIRLOCK_SEED` draws it, and is the seed of the runs.
 * - `AIRLOCK_REQUESTS`: budget of a fuzz run, 2000, several such as `500,2000`, or `none`; `AIRLOCK_SECONDS`: its time, 60.
 * - `AIRLOCK_JUDGES`: `fuzz,verify`; `AIRLOCK_JOBS`: mutants judged at once, 1.
 * - `AIRLOCK_CLASSES`: only mutants read as one of these in mutants/survivors.json, such as `missed,unread`.
 * - `AIRLOCK_RESULTS`: a file of JSON lines; what it holds is not judged again. Delete it when Airlock or the server has changed.
 * - `AIRLOCK_RATES=write`: the shares of these budgets become what the end of a fuzz run tells (properties/engine/detection-rates.ts).
 */
import { survivorClasses } from './mutants/survivors.ts';
import { printSurvey } from './mutants/print-survey.ts';
import { populationNamed } from './mutants/populations.ts';
import { survey } from './mutants/survey.ts';
import type { Survey, SurveyOptions } from './mutants/survey.ts';
import { writeRates } from './mutants/write-rates.ts';

export async function run(): Promise<void> {
  const surveys: { readonly options: SurveyOptions; readonly survey: Survey }[] = [];
  for (const requests of (process.env['AIRLOCK_REQUESTS'] ?? '2000').split(',')) {
    const options = optionsIn(process.env, requests);
    const surveyed = await survey(options);
    printSurvey(surveyed, options);
    surveys.push({ options, survey: surveyed });
  }
  if (process.env['AIRLOCK_RATES'] === 'write') writeRates(surveys);
}

function optionsIn(env: NodeJS.ProcessEnv, requests: string): SurveyOptions {
  const { AIRLOCK_SAMPLE: size = '60', AIRLOCK_RESULTS: file } = env;
  const classes = env['AIRLOCK_CLASSES']?.split(',');
  return {
    population: populationNamed(env['AIRLOCK_SERVER'] ?? 'reference'),
    judges: (['fuzz', 'verify'] as const).filter((name) => (env['AIRLOCK_JUDGES'] ?? 'fuzz,verify').includes(name)),
    ...(size === 'all' ? {} : { size: Number(size) }),
    seed: Number(env['AIRLOCK_SEED'] ?? 1),
    maxRequests: requests === 'none' ? Number.POSITIVE_INFINITY : Number(requests),
    maxTimeMs: Number(env['AIRLOCK_SECONDS'] ?? 60) * 1000,
    jobs: Number(env['AIRLOCK_JOBS'] ?? 1),
    ...(classes === undefined
      ? {}
      : { classes: [...survivorClasses, 'unread' as const].filter((one) => classes.includes(one)) }),
    ...(file === undefined ? {} : { file }),
    progress,
  };
}

/** On a terminal in place; elsewhere a line every now and then. */
let toldAt = 0;
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r${text}`);
  else if (performance.now() - toldAt > 30_000) {
    toldAt = performance.now();
    process.stderr.write(`${text}\n`);
  }
}
