/**
 * Prints how a served release agrees with its recording:
 * `node --import tsx test/lab/recordings/print-agreement.ts airbyte-0.44.5 [kind of server] [run]`.
 */
import type { servedKinds } from '../../../lab/start-server.ts';
import { agreementTable, differenceKinds } from './agreement.ts';
import { aspects } from './compare-answers.ts';
import { compareRelease } from './compare-release.ts';

const [release = 'airbyte-0.44.5', as = release, run] = process.argv.slice(2);
const comparisons = await compareRelease(release, as as (typeof servedKinds)[number], run); // refused when the server starts
const columns = [...aspects, 'everything'] as const;
console.log(['operation'.padEnd(28), 'n'.padStart(5), ...columns.map((name) => name.padStart(10))].join(' '));
for (const { of, count, percent } of agreementTable(comparisons))
  console.log(
    [
      of.padEnd(28),
      String(count).padStart(5),
      ...columns.map((name) => String(percent[name] ?? '-').padStart(10)),
    ].join(' '),
  );
console.log('');
for (const { kind, count, first } of differenceKinds(comparisons).slice(0, 80))
  console.log(`${String(count).padStart(4)}  ${kind.slice(0, 420)}\n      ${first}`);
