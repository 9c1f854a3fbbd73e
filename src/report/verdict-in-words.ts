/** What came out of a run, in a sentence for whoever reads nothing else. */
import { listAt, member } from '../json/json.ts';
import { counted } from '../text/counted.ts';
import { outcomesOf } from './outcomes.ts';
import type { Outcome } from './outcomes.ts';
import type { Report } from './report.ts';
import { verifiedInteractions } from './verified-interactions.ts';

export interface VerdictInWords {
  readonly tone: 'good' | 'bad' | 'unsure';
  readonly sentence: string;
}

/** What a verdict follows from: a report, or one step of it. */
export type Judged = Pick<Report, 'findings' | 'checks' | 'exitCode' | 'onlyLooks'> & Readonly<Record<string, unknown>>;

export function verdictInWords(report: Judged): VerdictInWords {
  const { exitCode } = report;
  if (report.onlyLooks === true && exitCode === 0) return { tone: 'good', sentence: 'Nothing was judged, as asked' };
  const open = undecidedOf(report);
  if (exitCode === 0 && open !== undefined) return { tone: 'unsure', sentence: `Undecided: ${open}` };
  if (exitCode === 0) return { tone: 'good', sentence: `Passed: ${heldOf(report)}` };
  if (exitCode === 1 || exitCode === 5) {
    const failures = failuresOf(report);
    return { tone: 'bad', sentence: `Failed: ${failures.length === 0 ? 'the target is at fault' : listed(failures)}` };
  }
  return { tone: 'unsure', sentence: without[exitCode] ?? `Ended with ${exitCode}` };
}

/** Of a run that counts nothing. */
export const nothingMore = 'what was asked for ran and held';

/** Where there is no verdict about the target. */
const without: Readonly<Record<number, string>> = {
  2: 'Not tested: the command line or the configuration is wrong',
  3: 'Not tested: the target could not be reached or used',
  4: 'Not tested: a tool is missing',
  6: 'No verdict: the run cannot be trusted',
  130: 'Interrupted: what was found until then',
};

function failuresOf(report: Judged): readonly string[] {
  const fresh = report.findings.filter(({ status }) => status === 'new').length;
  const broken = verifiedInteractions(report).filter(({ verdict }) => verdict === 'broken').length;
  const failed = outcomesOf(report).filter(({ verdict }) => verdict === 'failed');
  const count = (...kinds: readonly string[]): number => failed.filter(({ kind }) => kinds.includes(kind)).length;
  return [
    ...told(fresh, 'new finding'),
    ...told(broken, 'broken interaction'),
    ...told(count('load'), 'crossed threshold'),
    ...(report.exitCode === 5 && listAt(report['load'], 'laws').length > 0 ? ['latency grows too fast with size'] : []),
    ...told(count('baseline'), 'regression'),
    ...told(count('selftest'), 'missed fault'),
    ...told(count('spec', 'doctor'), 'fault'),
  ];
}

/** How much stands behind a green run. */
function heldOf(report: Judged): string {
  const evaluated = Object.values(report.checks).filter((check) => check.evaluated > 0).length;
  const interactions = verifiedInteractions(report).filter(({ verdict }) => verdict === 'verified').length;
  const held = outcomesOf(report).filter(({ verdict }) => verdict === 'held');
  const count = (kind: Outcome['kind']): number => held.filter((outcome) => outcome.kind === kind).length;
  const parts = [
    ...told(interactions, 'interaction'),
    ...told(report['fuzz'] === undefined ? 0 : evaluated, 'check'),
    ...told(count('load'), 'threshold'),
    ...told(count('baseline'), 'comparison'),
    ...told(count('selftest'), 'proof'),
  ];
  return parts.length === 0 ? measuredOf(report) : `${listed(parts)} held`;
}

/** A comparison of which nothing is certain has not passed. */
function undecidedOf(report: Judged): string | undefined {
  const compared = outcomesOf(report).filter(({ kind }) => kind === 'baseline');
  return compared.length > 0 && compared.every(({ verdict }) => verdict === 'undecided')
    ? `nothing is certain about ${counted(compared.length, 'comparison')}`
    : undefined;
}

/** What load tests without thresholds found out. */
function measuredOf({ load }: Judged): string {
  const capacity = member(load, 'capacityPerSecond');
  if (typeof capacity === 'number' && capacity > 0) return `${capacity} arrivals a second held`;
  const laws = listAt(load, 'laws').length;
  return laws === 0 ? nothingMore : `the growth of ${counted(laws, 'latency', 'latencies')} with size was measured`;
}

function told(count: number, noun: string): readonly string[] {
  return count === 0 ? [] : [counted(count, noun)];
}

function listed(parts: readonly string[]): string {
  const [last = '', ...before] = parts.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(', ')} and ${last}`;
}
